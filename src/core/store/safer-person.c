/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who acts. A plain value; any thread. */
#include "store/safer-store.h"

#include <string.h>

#include "ground/safer-text.h"

/** safer_person_new: Returns: (transfer full): a person; each part may be %NULL. */
SaferPerson *
safer_person_new (const char *name, const char *organisation, const char *role)
{
  SaferPerson *self = g_new0 (SaferPerson, 1);

  self->name = safer_text_clean (name, SAFER_TEXT_NAME, NULL);
  self->organisation = safer_text_clean (organisation, SAFER_TEXT_NAME, NULL);
  self->role = g_strdup (role);
  return self;
}

/** safer_person_new_from_text: @text: (nullable): `Name, Organisation`; the first comma divides. */
SaferPerson *
safer_person_new_from_text (const char *text)
{
  const char *comma = text != NULL ? strchr (text, ',') : NULL;
  g_autofree char *name = comma != NULL ? g_strndup (text, (gsize) (comma - text)) : NULL;

  return safer_person_new (comma != NULL ? name : text, comma != NULL ? comma + 1 : NULL, NULL);
}

/** safer_person_to_text: Returns: (transfer full): `Name, Organisation`, "" for nobody. */
char *
safer_person_to_text (const SaferPerson *self)
{
  if (self == NULL)
    return g_strdup ("");
  if (self->name != NULL && self->organisation != NULL)
    return g_strconcat (self->name, ", ", self->organisation, NULL);
  return g_strdup (self->name != NULL ? self->name
                                      : (self->organisation != NULL ? self->organisation : ""));
}

SaferPerson *
safer_person_copy (const SaferPerson *self)
{
  return self != NULL ? safer_person_new (self->name, self->organisation, self->role) : NULL;
}

void
safer_person_free (SaferPerson *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->organisation);
  g_free (self->role);
  g_free (self);
}
