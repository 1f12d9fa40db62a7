/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What every command of safer-places-cli shares: words of the command line, one JSON object or
 * lines for people, exit codes. A command is one file and one line in main.c. */
#pragma once

#include <json-glib/json-glib.h>

#include "store/safer-store.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name;   /* without the two hyphens; NULL ends a list */
  const char *value;  /* nullable; what the value is called in the help; NULL: a switch */
  const char *help;
  gboolean repeated;  /* may stand several times */
} SaferCliOption;

typedef struct _SaferCli SaferCli;

typedef struct
{
  const char *name;
  const char *arguments; /* such as "FILE SOURCE" */
  const char *summary;
  int least_arguments, most_arguments;
  const SaferCliOption *options; /* nullable */
  gboolean (*run) (SaferCli *cli, GError **error);
} SaferCliCommand;

/* Arguments behind the command; index 0 is FILE. NULL when there are fewer. */
const char *safer_cli_get_argument (SaferCli *cli, guint index);
gboolean safer_cli_has (SaferCli *cli, const char *option);
const char *safer_cli_get (SaferCli *cli, const char *option);           /* the last; nullable */
const char *const *safer_cli_get_all (SaferCli *cli, const char *option); /* nullable */
/* FALSE with USAGE when the option is there and is no whole number in the range. */
gboolean safer_cli_get_int (SaferCli *cli, const char *option, gint64 least, gint64 most,
                            gint64 *value, GError **error);
gboolean safer_cli_usage_error (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

SaferCatalogue *safer_cli_get_catalogue (SaferCli *cli);
/* Opens FILE. When @write and it cannot be written: the reason as an error. */
SaferStore *safer_cli_open (SaferCli *cli, gboolean write, GError **error);
/* Whom changes are signed with: --by, else the last name in the file, else the login name. */
SaferPerson *safer_cli_dup_person (SaferCli *cli, SaferStore *store);
/* `internal` unless --audience; USAGE for an unknown word. */
const char *safer_cli_get_audience (SaferCli *cli, GError **error);
/* The kind of a record word, USAGE when it is none; NULL without error when it has no records yet. */
gboolean safer_cli_find_kind (SaferCli *cli, const char *word, const SaferKind **kind,
                              GError **error);

/* The answer: an object is begun already; add members. Written only with --json and no error. */
JsonBuilder *safer_cli_get_json (SaferCli *cli);
gboolean safer_cli_wants_json (SaferCli *cli);
/* For people; nothing when --json. */
void safer_cli_say (SaferCli *cli, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* A value from a file, safe for a terminal: one line, hidden and control characters as codes. */
char *safer_cli_tidy (const char *text);
GCancellable *safer_cli_get_cancellable (SaferCli *cli); /* Ctrl+C */

/* JSON of things that several commands answer with. */
void safer_cli_add_text (JsonBuilder *json, const char *member, const char *text); /* null */
void safer_cli_add_time (JsonBuilder *json, const char *member, gint64 utc_s);
void safer_cli_add_extent (JsonBuilder *json, const char *member, const SaferExtent *extent);

/* 0 unless the command answered and found something wrong (`check`): then 1. */
void safer_cli_set_status (SaferCli *cli, int status);

int safer_cli_main (int argc, char **argv, const SaferCliCommand *const *commands);

G_END_DECLS
