/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One page of the offline help, read from the small part of XHTML that it is written in. Knows no
 * widgets: the help window shows what is here, a test reads every page. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  SAFER_HELP_TITLE,
  SAFER_HELP_HEADING,
  SAFER_HELP_PARAGRAPH,
  SAFER_HELP_NOTE,
  SAFER_HELP_IMPORTANT,
  SAFER_HELP_BULLET,
  SAFER_HELP_NUMBERED,
  SAFER_HELP_PICTURE,
  SAFER_HELP_ROW, /* of a table */
} SaferHelpBlockKind;

typedef struct
{
  SaferHelpBlockKind kind;
  char *markup;      /* Pango markup; NULL for a picture or a row */
  char *plain;       /* the same without markup: the words of a row, what a picture shows */
  char *picture;     /* resource path; NULL but for a picture */
  guint number;      /* of a numbered line, from 1 */
  GStrv cells;       /* Pango markup of a row's cells; NULL but for a row */
  gboolean header;   /* a row that names the columns */
} SaferHelpBlock;

typedef struct _SaferHelpPage SaferHelpPage;

SaferHelpPage *safer_help_page_parse (const char *id, const char *text, gssize length,
                                      GError **error);
SaferHelpPage *safer_help_page_load (const char *id, GError **error);
void safer_help_page_free (SaferHelpPage *self);
GStrv safer_help_page_list (void);

const char *safer_help_page_get_id (const SaferHelpPage *self);
const char *safer_help_page_get_title (const SaferHelpPage *self);
guint safer_help_page_get_n_blocks (const SaferHelpPage *self);
const SaferHelpBlock *safer_help_page_get_block (const SaferHelpPage *self, guint nth);
const char *const *safer_help_page_get_links (const SaferHelpPage *self);
char *safer_help_page_find (const SaferHelpPage *self, const char *words);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaferHelpPage, safer_help_page_free)

G_END_DECLS
