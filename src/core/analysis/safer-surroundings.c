/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A partnership marks one of its boundaries (or several, for example all wards of its district)
 * as its own, and others as neighbours. Several own areas are one: an edge between two of them is
 * no edge of ours. */
#include "analysis/safer-surroundings.h"

#include "geo/safer-topology.h"

struct _SaferSurroundings
{
  gatomicrefcount ref_count;
  SaferGeometry *own_area; /* nullable, owned */
  GStrv neighbours;        /* never NULL; names in the order they were given */
};

/**
 * safer_surroundings_new:
 * @own_area: (nullable): the partnership's own area
 * @neighbours: (nullable): names of the areas next to it
 *
 * Returns: (transfer full): what is known of the edge
 */
SaferSurroundings *
safer_surroundings_new (SaferGeometry *own_area, const char *const *neighbours)
{
  static const char *const nobody[] = { NULL };
  SaferSurroundings *self = g_new0 (SaferSurroundings, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->own_area = own_area != NULL ? safer_geometry_ref (own_area) : NULL;
  self->neighbours = g_strdupv ((char **) (neighbours != NULL ? neighbours : nobody));
  return self;
}

/**
 * safer_surroundings_new_from_extract:
 * @boundaries: (nullable): all boundaries of the partnership; their roles are read
 *
 * Returns: (transfer full): what is known of the edge
 */
SaferSurroundings *
safer_surroundings_new_from_extract (const SaferCatalogue *catalogue,
                                     const SaferExtract *boundaries)
{
  const SaferWords *roles = safer_catalogue_get_words (catalogue, "boundary_role");
  int own = roles != NULL ? safer_words_get_index (roles, "own") : -1;
  int neighbour = roles != NULL ? safer_words_get_index (roles, "neighbour") : -1;
  g_autoptr (GPtrArray) areas = g_ptr_array_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (SaferGeometry) whole = NULL;
  guint n_rows = boundaries != NULL ? safer_extract_get_n_rows (boundaries) : 0;

  for (guint i = 0; i < n_rows; i++)
    {
      const SaferRow *row = safer_extract_get_row (boundaries, i);

      if (row->role_index >= 0 && row->role_index == own && row->shape != NULL)
        g_ptr_array_add (areas, row->shape);
      else if (row->role_index >= 0 && row->role_index == neighbour && *row->name != '\0')
        g_ptr_array_add (names, (gpointer) row->name);
    }
  g_ptr_array_add (names, NULL);
  if (areas->len == 1)
    whole = safer_geometry_ref (g_ptr_array_index (areas, 0));
  else if (areas->len > 1)
    whole = safer_topology_union (areas);
  return safer_surroundings_new (whole, (const char *const *) names->pdata);
}

SaferSurroundings *
safer_surroundings_ref (const SaferSurroundings *self)
{
  g_atomic_ref_count_inc (&((SaferSurroundings *) self)->ref_count);
  return (SaferSurroundings *) self;
}

void
safer_surroundings_unref (SaferSurroundings *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->own_area, safer_geometry_unref);
  g_strfreev (self->neighbours);
  g_free (self);
}

/** safer_surroundings_get_own_area: Returns: (transfer none) (nullable): our own area. */
SaferGeometry *
safer_surroundings_get_own_area (const SaferSurroundings *self)
{
  return self->own_area;
}

/** safer_surroundings_get_neighbours: Returns: (transfer none): names; may be empty. */
const char *const *
safer_surroundings_get_neighbours (const SaferSurroundings *self)
{
  return (const char *const *) self->neighbours;
}
