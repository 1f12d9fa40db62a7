/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A worker composes the page from a release and records its drawing once; preview and printer
 * replay that recording, and a file is saved by the page itself. Each change of an answer composes
 * anew and cancels what was under way. */
#include "pages/safer-give-out-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "exchange/safer-export.h"
#include "exchange/safer-format.h"
#include "ground/safer-error.h"
#include "ground/safer-text.h"
#include "parts/safer-folding.h"
#include "parts/safer-help-topic.h"
#include "parts/safer-problem.h"
#include "parts/safer-shell.h"
#include "project/safer-basemap-file.h"
#include "project/safer-give-out.h"
#include "report/safer-map-page.h"

#define COMPOSE_MS 350      /* after the last answer */
#define PREVIEW_PX 1400.0   /* longer side of the preview */

/* What a person answered; a worker's own copy. */
typedef struct
{
  SaferFrame *frame;
  char *audience, *title;
  SaferPaper paper;
  gboolean landscape, has_extent;
  SaferExtent extent;
  char *path;              /* nullable: save there */
} Ask;

/* A composed page as it is shown and printed. */
typedef struct
{
  GPtrArray *pages;        /* of cairo_surface_t, recordings; points */
  GPtrArray *previews;     /* of GdkTexture */
  double width, height;    /* points */
  char *goes, *removed, *says;
} Composed;

struct _SaferGiveOutPage
{
  GtkWidget parent_instance;
  GtkWidget *top, *leave, *print, *save, *flap, *side_button, *audiences, *title, *a4, *a3, *across, *upright,
    *seen, *all, *filtered, *goes, *removed, *formats, *export, *picture, *before, *status,
    *after;                /* borrowed from the template */
  AdwWindowTitle *heading; /* borrowed */
  SaferProject *project;   /* owned */
  SaferExtent extent;      /* what the map shows; empty: nothing said */
  char *audience;          /* owned */
  Composed *composed;      /* owned; nullable */
  guint page;              /* shown */
  guint timer;
  GCancellable *composing; /* owned; nullable */
  GPtrArray *format_list;  /* owned; of SaferFormat */
};

G_DEFINE_FINAL_TYPE (SaferGiveOutPage, safer_give_out_page, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_OWN_HEADER,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void
ask_free (gpointer data)
{
  Ask *ask = data;

  safer_frame_free (ask->frame);
  g_free (ask->audience);
  g_free (ask->title);
  g_free (ask->path);
  g_free (ask);
}

static void
composed_free (gpointer data)
{
  Composed *composed = data;

  if (composed == NULL)
    return;
  g_clear_pointer (&composed->pages, g_ptr_array_unref);
  g_clear_pointer (&composed->previews, g_ptr_array_unref);
  g_free (composed->goes);
  g_free (composed->removed);
  g_free (composed->says);
  g_free (composed);
}

/* -- in a worker ---------------------------------------------------------------------------------- */

static SaferMapPage *
make_page (SaferStore *store, const Ask *ask, SaferRelease **release, GCancellable *cancellable,
           GError **error)
{
  g_autofree char *basemap = safer_basemap_file_find (store);
  g_autofree char *plane = safer_store_get_plane (store);
  SaferGiveOut give = { .frame = ask->frame, .use = SAFER_GIVE_OUT_PICTURE,
                        .audience = ask->audience, .title = ask->title };
  SaferMapPageOptions options = { .paper = ask->paper, .landscape = ask->landscape,
                                  .extent = ask->has_extent ? &ask->extent : NULL,
                                  .basemap_path = basemap, .plane = plane };

  *release = safer_give_out_release (store, &give, cancellable, error);
  return *release != NULL ? safer_map_page_new (*release, &options, error) : NULL;
}

static GdkTexture *
make_preview (cairo_surface_t *recording, double width, double height)
{
  double scale = PREVIEW_PX / MAX (width, height);
  int w = (int) (width * scale), h = (int) (height * scale);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, w, h);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GBytes) bytes = NULL;
  GdkTexture *texture = NULL;

  cairo_set_source_rgb (cr, 1.0, 1.0, 1.0);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, recording, 0.0, 0.0);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface),
                       (gsize) cairo_image_surface_get_stride (surface) * (gsize) h);
  texture = gdk_memory_texture_new (w, h, GDK_MEMORY_DEFAULT, bytes,
                                    (gsize) cairo_image_surface_get_stride (surface));
  cairo_surface_destroy (surface);
  return texture;
}

static void
describe (Composed *composed, const SaferRelease *release, SaferMapPage *page)
{
  GPtrArray *places = safer_release_get_items (release, "places");
  GPtrArray *removed = safer_release_get_removed (release);
  guint cautions = safer_release_get_n_cautions (release);
  g_autoptr (GString) taken = g_string_new (NULL);
  g_autofree char *numbers = g_strdup_printf (
    ngettext ("%u place", "%u places", places != NULL ? places->len : 0),
    places != NULL ? places->len : 0);
  g_autofree char *said
    = g_strdup_printf (ngettext ("%u caution prints with it", "%u cautions print with it", cautions),
                       cautions);

  composed->goes = g_strdup_printf (_("%s · %s · %s · 1 : %.0f"), safer_release_get_marking (release),
                                    numbers, said, safer_map_page_get_denominator (page));
  for (guint i = 0; removed != NULL && i < removed->len; i++)
    {
      const SaferRemoval *removal = g_ptr_array_index (removed, i);

      g_string_append_printf (taken, "%s%s: %u. %s", i > 0 ? "\n" : "", removal->what,
                              removal->count, removal->why != NULL ? removal->why : "");
    }
  composed->removed = g_strdup (taken->len > 0 ? taken->str
                                               : _("Nothing is taken out for this audience. Notes and"
                                                   " writers’ names do not print."));
  composed->says = safer_map_page_dup_description (page);
}

static gpointer
compose (SaferStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask *ask = data;
  g_autoptr (SaferRelease) release = NULL;
  g_autoptr (SaferMapPage) page = make_page (store, ask, &release, cancellable, error);
  Composed *composed = NULL;

  if (page == NULL)
    return NULL;
  composed = g_new0 (Composed, 1);
  composed->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) cairo_surface_destroy);
  composed->previews = g_ptr_array_new_with_free_func (g_object_unref);
  safer_map_page_get_size (page, &composed->width, &composed->height);
  describe (composed, release, page);
  for (guint i = 0; i < safer_map_page_get_n_pages (page); i++)
    {
      cairo_rectangle_t all = { 0.0, 0.0, composed->width, composed->height };
      cairo_surface_t *recording
        = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, &all);
      cairo_t *cr = cairo_create (recording);
      gboolean drawn = safer_map_page_draw (page, cr, i, cancellable, error);

      cairo_destroy (cr);
      g_ptr_array_add (composed->pages, recording);
      if (!drawn)
        {
          composed_free (composed);
          return NULL;
        }
      g_ptr_array_add (composed->previews,
                       make_preview (recording, composed->width, composed->height));
    }
  return composed;
}

static gpointer
save_page (SaferStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask *ask = data;
  g_autoptr (SaferRelease) release = NULL;
  g_autoptr (SaferMapPage) page = make_page (store, ask, &release, cancellable, error);
  g_autoptr (GPtrArray) files
    = page != NULL ? safer_map_page_save (page, ask->path, cancellable, error) : NULL;

  return files != NULL ? g_path_get_basename (ask->path) : NULL;
}

static gpointer
save_records (SaferStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  static const char *const only_places[] = { "places", NULL };
  Ask *ask = data;
  SaferGiveOut give = { .frame = ask->frame, .use = SAFER_GIVE_OUT_WHOLE,
                        .audience = ask->audience, .title = ask->title,
                        .words = safer_export_holds_several (ask->path) ? NULL : only_places };
  g_autoptr (SaferRelease) release = NULL;
  g_autoptr (GPtrArray) files = NULL;

  if (!safer_export_can_write (ask->path, error))
    return NULL;
  release = safer_give_out_release (store, &give, cancellable, error);
  if (release != NULL)
    files = safer_export_write (release, ask->path, cancellable, error);
  return files != NULL ? g_path_get_basename (ask->path) : NULL;
}

/* -- showing -------------------------------------------------------------------------------------- */

static Ask *
make_ask (SaferGiveOutPage *self)
{
  Ask *ask = g_new0 (Ask, 1);

  ask->frame = safer_frame_copy (safer_project_get_frame (self->project));
  ask->frame->extent = safer_extent_empty ();
  ask->audience = g_strdup (self->audience);
  ask->title = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->title)));
  if (ask->title[0] == '\0')
    g_clear_pointer (&ask->title, g_free);
  ask->paper = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->a3)) ? SAFER_PAPER_A3
                                                                          : SAFER_PAPER_A4;
  ask->landscape = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->across));
  ask->has_extent = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->seen))
                    && !safer_extent_is_empty (&self->extent);
  ask->extent = self->extent;
  return ask;
}

static void
show_page (SaferGiveOutPage *self)
{
  guint n = self->composed != NULL ? self->composed->previews->len : 0;
  g_autofree char *text = NULL;

  self->page = MIN (self->page, n > 0 ? n - 1 : 0);
  gtk_widget_set_sensitive (self->before, self->page > 0);
  gtk_widget_set_sensitive (self->after, self->page + 1 < n);
  gtk_widget_set_visible (self->before, n > 1);
  gtk_widget_set_visible (self->after, n > 1);
  if (n == 0)
    return;
  gtk_picture_set_paintable (GTK_PICTURE (self->picture),
                             g_ptr_array_index (self->composed->previews, self->page));
  gtk_picture_set_alternative_text (GTK_PICTURE (self->picture), self->composed->says);
  text = g_strdup_printf (_("Page %u of %u. This is what prints and what is saved."),
                          self->page + 1, n);
  gtk_label_set_text (GTK_LABEL (self->status), text);
}

static void
composed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaferGiveOutPage) self = data;
  g_autoptr (GError) error = NULL;
  Composed *composed = safer_project_ask_finish (SAFER_PROJECT (source), result, &error);

  if (self->top == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      composed_free (composed);
      return;
    }
  composed_free (self->composed);
  self->composed = composed;
  gtk_widget_set_sensitive (self->print, composed != NULL);
  gtk_widget_set_sensitive (self->save, composed != NULL);
  if (composed == NULL)
    {
      g_autofree char *why = safer_problem_dup_body (error);

      gtk_picture_set_paintable (GTK_PICTURE (self->picture), NULL);
      gtk_label_set_text (GTK_LABEL (self->status), why);
      return;
    }
  gtk_label_set_text (GTK_LABEL (self->goes), composed->goes);
  gtk_label_set_text (GTK_LABEL (self->removed), composed->removed);
  show_page (self);
}

static gboolean
compose_cb (gpointer data)
{
  SaferGiveOutPage *self = data;

  self->timer = 0;
  if (self->composing != NULL)
    g_cancellable_cancel (self->composing);
  g_clear_object (&self->composing);
  self->composing = g_cancellable_new ();
  gtk_label_set_text (GTK_LABEL (self->status), _("Drawing the page"));
  safer_project_ask_async (self->project, compose, make_ask (self), ask_free, composed_free,
                           self->composing, composed_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
compose_soon (SaferGiveOutPage *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (COMPOSE_MS, compose_cb, self);
}

static void
answer_cb (GtkToggleButton *button, SaferGiveOutPage *self)
{
  if (gtk_toggle_button_get_active (button))
    compose_soon (self);
}

static void
before_cb (SaferGiveOutPage *self)
{
  if (self->page > 0)
    self->page--;
  show_page (self);
}

static void
after_cb (SaferGiveOutPage *self)
{
  self->page++;
  show_page (self);
}

/* -- printing and saving -------------------------------------------------------------------------- */

static void
draw_page_cb (GtkPrintOperation *print, GtkPrintContext *context, int page, SaferGiveOutPage *self)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double scale = 1.0;

  if (self->composed == NULL || page < 0 || (guint) page >= self->composed->pages->len)
    return;
  scale = MIN (gtk_print_context_get_width (context) / self->composed->width,
               gtk_print_context_get_height (context) / self->composed->height);
  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, g_ptr_array_index (self->composed->pages, page), 0.0, 0.0);
  cairo_paint (cr);
}

static void
print_cb (SaferGiveOutPage *self)
{
  g_autoptr (GtkPrintOperation) print = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  gboolean a3 = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->a3));
  GtkPaperSize *paper = gtk_paper_size_new (a3 ? GTK_PAPER_NAME_A3 : GTK_PAPER_NAME_A4);
  g_autoptr (GError) error = NULL;
  const char *title = gtk_editable_get_text (GTK_EDITABLE (self->title));

  if (self->composed == NULL)
    return;
  gtk_page_setup_set_paper_size_and_default_margins (setup, paper);
  gtk_page_setup_set_orientation (
    setup, gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->across))
             ? GTK_PAGE_ORIENTATION_LANDSCAPE
             : GTK_PAGE_ORIENTATION_PORTRAIT);
  gtk_paper_size_free (paper);
  gtk_print_operation_set_default_page_setup (print, setup);
  gtk_print_operation_set_n_pages (print, (int) self->composed->pages->len);
  gtk_print_operation_set_use_full_page (print, TRUE);
  gtk_print_operation_set_unit (print, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (print, title[0] != '\0' ? title : _("Map page"));
  g_signal_connect (print, "draw-page", G_CALLBACK (draw_page_cb), self);
  gtk_print_operation_run (print, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), &error);
  if (error != NULL)
    safer_problem_show (self, error);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaferGiveOutPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = safer_project_ask_finish (SAFER_PROJECT (source), result, &error);
  SaferShell *shell = self->top != NULL ? safer_shell_of (self) : NULL;
  g_autofree char *text = NULL;

  if (shell == NULL)
    return;
  if (name == NULL)
    {
      safer_problem_show (self, error);
      return;
    }
  text = g_strdup_printf (_("Saved: %s"), name);
  safer_shell_say (shell, text);
}

static void
path_chosen_cb (GtkNativeDialog *dialog, int response, SaferGiveOutPage *self)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                             ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog))
                             : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  gboolean records = g_object_get_data (G_OBJECT (dialog), "records") != NULL;
  const char *suffix = g_object_get_data (G_OBJECT (dialog), "suffix");

  if (path != NULL)
    {
      Ask *ask = make_ask (self);
      g_autofree char *base = g_path_get_basename (path);

      ask->path = strchr (base, '.') != NULL ? g_strdup (path)
                                             : g_strdup_printf ("%s.%s", path, suffix);
      safer_project_ask_async (self->project, records ? save_records : save_page, ask, ask_free,
                               g_free, NULL, saved_cb, g_object_ref (self));
    }
  g_object_unref (dialog); /* held since it was shown */
}

static void
choose_path (SaferGiveOutPage *self, const char *suffix, gboolean records)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
    records ? _("Save the records") : _("Save the page"),
    GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"),
    _("_Cancel"));
  const char *title = gtk_editable_get_text (GTK_EDITABLE (self->title));
  g_autofree char *base = safer_text_to_file_name (
    title[0] != '\0' ? title : safer_project_get_name (self->project), "map");
  g_autofree char *name = g_strdup_printf ("%s.%s", base, suffix);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_object_set_data_full (G_OBJECT (chooser), "suffix", g_strdup (suffix), g_free);
  if (records)
    g_object_set_data (G_OBJECT (chooser), "records", chooser);
  else
    {
      static const char *const kinds[] = { "pdf", "svg", "png" };

      for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
        {
          g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
          g_autofree char *upper = g_ascii_strup (kinds[i], -1);

          gtk_file_filter_set_name (filter, upper);
          gtk_file_filter_add_suffix (filter, kinds[i]);
          gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
        }
    }
  g_signal_connect_object (chooser, "response", G_CALLBACK (path_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
save_cb (SaferGiveOutPage *self)
{
  choose_path (self, "pdf", FALSE);
}

static void
export_cb (SaferGiveOutPage *self)
{
  guint i = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->formats));

  if (self->format_list != NULL && i < self->format_list->len)
    choose_path (self, ((SaferFormat *) g_ptr_array_index (self->format_list, i))->suffix, TRUE);
}

static void
leave_cb (SaferGiveOutPage *self)
{
  SaferShell *shell = safer_shell_of (self);

  if (shell != NULL)
    safer_shell_pop_page (shell);
}

/* -- building ------------------------------------------------------------------------------------- */

static void
audience_cb (GtkCheckButton *button, SaferGiveOutPage *self)
{
  if (!gtk_check_button_get_active (button))
    return;
  g_free (self->audience);
  self->audience = g_strdup (g_object_get_data (G_OBJECT (button), "audience"));
  compose_soon (self);
}

static void
fill_audiences (SaferGiveOutPage *self)
{
  g_autoptr (SaferAudiences) audiences
    = safer_audiences_new (safer_project_get_catalogue (self->project), NULL);
  const char *why = _("The others wait: each needs rules that are not in this version.");
  GtkWidget *first = NULL, *waiting = gtk_label_new (why);

  for (guint i = 0; audiences != NULL && i < safer_audiences_get_n (audiences); i++)
    {
      const SaferAudience *audience = safer_audiences_get_nth (audiences, i);
      gboolean offered = safer_audience_is_offered (audience);
      const char *definition = safer_audience_get_definition (audience);
      GtkWidget *button = gtk_check_button_new_with_label (safer_audience_get_title (audience));
      GtkWidget *note = gtk_label_new (offered ? definition : NULL);

      if (first != NULL)
        gtk_check_button_set_group (GTK_CHECK_BUTTON (button), GTK_CHECK_BUTTON (first));
      else
        first = button;
      gtk_label_set_wrap (GTK_LABEL (note), TRUE);
      gtk_label_set_xalign (GTK_LABEL (note), 0.0);
      gtk_widget_add_css_class (note, "quiet");
      gtk_widget_set_margin_start (note, 28);
      gtk_widget_set_visible (note, offered && definition != NULL);
      gtk_widget_set_sensitive (button, offered);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      offered ? definition : why, -1);
      g_object_set_data_full (G_OBJECT (button), "audience",
                              g_strdup (safer_audience_get_id (audience)), g_free);
      gtk_check_button_set_active (GTK_CHECK_BUTTON (button),
                                   g_strcmp0 (safer_audience_get_id (audience), self->audience)
                                     == 0);
      g_signal_connect (button, "toggled", G_CALLBACK (audience_cb), self);
      gtk_box_append (GTK_BOX (self->audiences), button);
      gtk_box_append (GTK_BOX (self->audiences), note);
    }
  gtk_label_set_wrap (GTK_LABEL (waiting), TRUE);
  gtk_label_set_xalign (GTK_LABEL (waiting), 0.0);
  gtk_widget_add_css_class (waiting, "quiet");
  gtk_box_append (GTK_BOX (self->audiences), waiting);
}

static void
fill_formats (SaferGiveOutPage *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  self->format_list = safer_format_list (SAFER_FORMAT_OUT, "places", NULL);
  for (guint i = 0; self->format_list != NULL && i < self->format_list->len; i++)
    gtk_string_list_append (titles,
                            ((SaferFormat *) g_ptr_array_index (self->format_list, i))->title);
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->formats), G_LIST_MODEL (titles));
}

/**
 * safer_give_out_page_new:
 * @title: (nullable): what stands above it at first
 * @seen: (nullable): what the map shows
 * @only_seen: whether the page begins with that instead of everything
 */
GtkWidget *
safer_give_out_page_new (SaferProject *project, const char *title, const SaferExtent *seen,
                         gboolean only_seen)
{
  SaferGiveOutPage *self = g_object_new (SAFER_TYPE_GIVE_OUT_PAGE, NULL);

  self->project = g_object_ref (project);
  self->audience = g_strdup ("internal");
  self->extent = seen != NULL ? *seen : safer_extent_empty ();
  gtk_widget_set_sensitive (self->seen, seen != NULL);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (only_seen ? self->seen : self->all), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->title),
                         title != NULL ? title : safer_project_get_name (project));
  gtk_widget_set_visible (self->filtered,
                          safer_frame_is_filtered (safer_project_get_frame (project)));
  fill_audiences (self);
  fill_formats (self);
  compose_cb (self);
  return GTK_WIDGET (self);
}

/* -- life ----------------------------------------------------------------------------------------- */

static gboolean
escape_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  leave_cb (SAFER_GIVE_OUT_PAGE (widget));
  return GDK_EVENT_STOP;
}

static gboolean
safer_give_out_page_focus (GtkWidget *widget, GtkDirectionType direction)
{
  SaferGiveOutPage *self = SAFER_GIVE_OUT_PAGE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  /* Screens, section 11: it begins with whom it is for. */
  if ((focus == NULL || !gtk_widget_is_ancestor (focus, widget))
      && gtk_widget_get_first_child (self->audiences) != NULL)
    return gtk_widget_grab_focus (gtk_widget_get_first_child (self->audiences));
  return GTK_WIDGET_CLASS (safer_give_out_page_parent_class)->focus (widget, direction);
}

static void
safer_give_out_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  if (id == PROP_TITLE)
    g_value_set_string (value, _("Print or save a page"));
  else if (id == PROP_OWN_HEADER)
    g_value_set_boolean (value, TRUE);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
safer_give_out_page_dispose (GObject *object)
{
  SaferGiveOutPage *self = SAFER_GIVE_OUT_PAGE (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->composing != NULL)
    g_cancellable_cancel (self->composing);
  g_clear_object (&self->composing);
  g_clear_pointer (&self->top, gtk_widget_unparent);
  g_clear_pointer (&self->composed, composed_free);
  g_clear_pointer (&self->format_list, g_ptr_array_unref);
  g_clear_pointer (&self->audience, g_free);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (safer_give_out_page_parent_class)->dispose (object);
}

static void
safer_give_out_page_class_init (SaferGiveOutPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = safer_give_out_page_dispose;
  G_OBJECT_CLASS (class)->get_property = safer_give_out_page_get_property;
  widget_class->focus = safer_give_out_page_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL,
                                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_OWN_HEADER] = g_param_spec_boolean ("own-header", NULL, NULL, TRUE,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (class), N_PROPS, props);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/saferplaces/ui/pages/safer-give-out-page.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, SaferGiveOutPage, child)
  BIND (top);
  BIND (heading);
  BIND (leave);
  BIND (print);
  BIND (save);
  BIND (flap);
  BIND (side_button);
  BIND (audiences);
  BIND (title);
  BIND (a4);
  BIND (a3);
  BIND (across);
  BIND (upright);
  BIND (seen);
  BIND (all);
  BIND (filtered);
  BIND (goes);
  BIND (removed);
  BIND (formats);
  BIND (export);
  BIND (picture);
  BIND (before);
  BIND (status);
  BIND (after);
#undef BIND
}

static void
safer_give_out_page_init (SaferGiveOutPage *self)
{
  GtkWidget *toggles[6] = { NULL };

  gtk_widget_init_template (GTK_WIDGET (self));
  safer_help_topic_set (GTK_WIDGET (self), "give-out");
  safer_folding_show (G_OBJECT (self->flap), self->side_button);
  toggles[0] = self->a4;
  toggles[1] = self->a3;
  toggles[2] = self->across;
  toggles[3] = self->upright;
  toggles[4] = self->seen;
  toggles[5] = self->all;
  for (guint i = 0; i < G_N_ELEMENTS (toggles); i++)
    g_signal_connect (toggles[i], "toggled", G_CALLBACK (answer_cb), self);
  g_signal_connect_swapped (self->title, "changed", G_CALLBACK (compose_soon), self);
  g_signal_connect_swapped (self->leave, "clicked", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (self->print, "clicked", G_CALLBACK (print_cb), self);
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (save_cb), self);
  g_signal_connect_swapped (self->export, "clicked", G_CALLBACK (export_cb), self);
  g_signal_connect_swapped (self->before, "clicked", G_CALLBACK (before_cb), self);
  g_signal_connect_swapped (self->after, "clicked", G_CALLBACK (after_cb), self);
}
