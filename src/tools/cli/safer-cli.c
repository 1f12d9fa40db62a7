/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads the words, runs one command, prints its answer. Options may stand anywhere behind the
 * command; nothing is written to the answer until the command has succeeded, so that a failing
 * command never prints half an object. */
#include "safer-cli.h"

#include <glib-unix.h>
#include <locale.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "ground/safer-clock.h"
#include "ground/safer-error.h"
#include "ground/safer-text.h"

struct _SaferCli
{
  const SaferCliCommand *command;
  GPtrArray *arguments;    /* char *, borrowed from argv */
  GHashTable *options;     /* name to GPtrArray of values, owned */
  SaferCatalogue *catalogue;
  JsonBuilder *json;
  GString *text;           /* for people, printed when all went well */
  GCancellable *cancellable;
  int status;              /* of a command that answered */
};

static const SaferCliOption common_options[] = {
  { "json", NULL, "Answer with one JSON object" },
  { "by", "NAME", "\"Name, Organisation\", written into the history" },
  { "help", NULL, "Show this" },
  { NULL },
};

static const SaferCliOption *
find_option (const SaferCliCommand *command, const char *name, size_t length)
{
  const SaferCliOption *lists[] = { common_options, command->options };

  for (int l = 0; l < 2; l++)
    for (const SaferCliOption *o = lists[l]; o != NULL && o->name != NULL; o++)
      if (strlen (o->name) == length && strncmp (o->name, name, length) == 0)
        return o;
  return NULL;
}

gboolean
safer_cli_usage_error (GError **error, const char *format, ...)
{
  va_list args;
  g_autofree char *message = NULL;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  safer_error_set (error, SAFER_ERROR_USAGE, "See safer-places-cli COMMAND --help.", "%s", message);
  return FALSE;
}

static gboolean
read_words (SaferCli *cli, int argc, char **argv, GError **error)
{
  gboolean only_arguments = FALSE;

  for (int i = 0; i < argc; i++)
    {
      const char *word = argv[i];
      const char *equals = strchr (word, '=');
      const SaferCliOption *option = NULL;
      GPtrArray *values = NULL;
      const char *value = NULL;

      if (only_arguments || word[0] != '-' || word[1] == '\0')
        {
          g_ptr_array_add (cli->arguments, (gpointer) word);
          continue;
        }
      if (strcmp (word, "--") == 0)
        {
          only_arguments = TRUE;
          continue;
        }
      if (word[1] != '-')
        return safer_cli_usage_error (error, "Unknown option %s", word);
      word += 2;
      option = find_option (cli->command, word, equals != NULL ? (size_t) (equals - word) : strlen (word));
      if (option == NULL)
        return safer_cli_usage_error (error, "%s has no option --%s", cli->command->name, word);
      if (option->value == NULL && equals != NULL)
        return safer_cli_usage_error (error, "--%s takes no value", option->name);
      if (option->value != NULL)
        {
          value = equals != NULL ? equals + 1 : (i + 1 < argc ? argv[++i] : NULL);
          if (value == NULL)
            return safer_cli_usage_error (error, "--%s needs a value", option->name);
          if (!g_utf8_validate (value, -1, NULL))
            return safer_cli_usage_error (error, "The value of --%s is not UTF-8", option->name);
        }
      values = g_hash_table_lookup (cli->options, option->name);
      if (values != NULL && option->value != NULL && !option->repeated)
        return safer_cli_usage_error (error, "--%s stands twice", option->name);
      if (values == NULL)
        {
          values = g_ptr_array_new ();
          g_hash_table_insert (cli->options, (gpointer) option->name, values);
        }
      else if (values->len > 0)
        g_ptr_array_set_size (values, (int) values->len - 1);
      g_ptr_array_add (values, (gpointer) value);
      g_ptr_array_add (values, NULL);
    }
  return TRUE;
}

static gboolean
check_words (SaferCli *cli, GError **error)
{
  if ((int) cli->arguments->len < cli->command->least_arguments)
    return safer_cli_usage_error (error, "%s needs %s", cli->command->name, cli->command->arguments);
  if ((int) cli->arguments->len > cli->command->most_arguments)
    return safer_cli_usage_error (error, "%s takes only %s", cli->command->name,
                                  cli->command->arguments);
  return TRUE;
}

void
safer_cli_set_status (SaferCli *cli, int status)
{
  cli->status = status;
}

const char *
safer_cli_get_argument (SaferCli *cli, guint index)
{
  return index < cli->arguments->len ? g_ptr_array_index (cli->arguments, index) : NULL;
}

gboolean
safer_cli_has (SaferCli *cli, const char *option)
{
  return g_hash_table_contains (cli->options, option);
}

const char *const *
safer_cli_get_all (SaferCli *cli, const char *option)
{
  GPtrArray *values = g_hash_table_lookup (cli->options, option);

  return values != NULL ? (const char *const *) values->pdata : NULL;
}

const char *
safer_cli_get (SaferCli *cli, const char *option)
{
  GPtrArray *values = g_hash_table_lookup (cli->options, option);

  return values != NULL && values->len > 1 ? g_ptr_array_index (values, values->len - 2) : NULL;
}

gboolean
safer_cli_get_int (SaferCli *cli, const char *option, gint64 least, gint64 most, gint64 *value,
                   GError **error)
{
  const char *text = safer_cli_get (cli, option);

  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_signed (text, 10, least, most, value, NULL))
    return safer_cli_usage_error (error, "--%s is a whole number from %" G_GINT64_FORMAT
                                         " to %" G_GINT64_FORMAT, option, least, most);
  return TRUE;
}

SaferCatalogue *
safer_cli_get_catalogue (SaferCli *cli)
{
  return cli->catalogue;
}

JsonBuilder *
safer_cli_get_json (SaferCli *cli)
{
  return cli->json;
}

gboolean
safer_cli_wants_json (SaferCli *cli)
{
  return safer_cli_has (cli, "json");
}

GCancellable *
safer_cli_get_cancellable (SaferCli *cli)
{
  return cli->cancellable;
}

void
safer_cli_say (SaferCli *cli, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_string_append_vprintf (cli->text, format, args);
  va_end (args);
}

char *
safer_cli_tidy (const char *text)
{
  g_autofree char *shown = safer_text_show_hidden (text);

  for (char *p = shown; *p != '\0'; p++)
    if ((guchar) *p < 0x20 || *p == 0x7F)
      *p = ' ';
  return g_steal_pointer (&shown);
}

SaferStore *
safer_cli_open (SaferCli *cli, gboolean write, GError **error)
{
  const char *path = safer_cli_get_argument (cli, 0);
  g_autoptr (SaferStore) store = NULL;
  const GError *why_not = NULL;

  store = safer_store_open (path, cli->catalogue,
                            write ? SAFER_STORE_OPEN_DEFAULT : SAFER_STORE_OPEN_READ_ONLY,
                            cli->cancellable, error);
  if (store == NULL)
    return NULL;
  if (write && !safer_store_is_writable (store, &why_not))
    {
      g_propagate_error (error, g_error_copy (why_not));
      safer_store_close (store, NULL);
      return NULL;
    }
  return g_steal_pointer (&store);
}

SaferPerson *
safer_cli_dup_person (SaferCli *cli, SaferStore *store)
{
  const char *by = safer_cli_get (cli, "by");

  if (by == NULL && store != NULL)
    {
      g_autoptr (GPtrArray) history = safer_store_load_history (store, NULL, 1, 0, NULL);

      if (history != NULL && history->len > 0)
        {
          const SaferHistoryEntry *last = g_ptr_array_index (history, 0);

          if (last->change->by != NULL && *last->change->by != '\0')
            return safer_person_new_from_text (last->change->by);
        }
    }
  return safer_person_new_from_text (by != NULL ? by : g_get_user_name ());
}

const char *
safer_cli_get_audience (SaferCli *cli, GError **error)
{
  const char *audience = safer_cli_get (cli, "audience");
  const SaferWord *word = NULL;

  if (audience == NULL)
    audience = "internal";
  word = safer_catalogue_find_word (cli->catalogue, "audience", audience);
  if (word == NULL)
    safer_cli_usage_error (error, "There is no audience %s", audience);
  return word != NULL ? word->id : NULL;
}

gboolean
safer_cli_find_kind (SaferCli *cli, const char *word, const SaferKind **kind, GError **error)
{
  *kind = NULL;
  if (!g_strv_contains (safer_catalogue_get_record_words (), word))
    {
      g_autofree char *all = g_strjoinv (" ", (char **) safer_catalogue_get_record_words ());

      return safer_cli_usage_error (error, "There is no record word %s; the words are: %s", word, all);
    }
  *kind = safer_catalogue_find_kind (cli->catalogue, word);
  return TRUE;
}

void
safer_cli_add_text (JsonBuilder *json, const char *member, const char *text)
{
  json_builder_set_member_name (json, member);
  if (text != NULL)
    json_builder_add_string_value (json, text);
  else
    json_builder_add_null_value (json);
}

void
safer_cli_add_time (JsonBuilder *json, const char *member, gint64 utc_s)
{
  g_autofree char *text = safer_clock_format (utc_s);

  safer_cli_add_text (json, member, text);
}

void
safer_cli_add_extent (JsonBuilder *json, const char *member, const SaferExtent *extent)
{
  json_builder_set_member_name (json, member);
  if (extent == NULL || safer_extent_is_empty (extent))
    {
      json_builder_add_null_value (json);
      return;
    }
  json_builder_begin_array (json);
  json_builder_add_double_value (json, extent->west);
  json_builder_add_double_value (json, extent->south);
  json_builder_add_double_value (json, extent->east);
  json_builder_add_double_value (json, extent->north);
  json_builder_end_array (json);
}

static void
print_json (JsonNode *root)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autofree char *text = NULL;

  json_generator_set_root (generator, root);
  text = json_generator_to_data (generator, NULL);
  fputs (text, stdout);
  fputc ('\n', stdout);
}

static void
add_details (JsonObject *object, const GError *error)
{
  GHashTable *details = safer_error_get_details (error);
  GHashTableIter iter;
  gpointer key = NULL, value = NULL;

  if (details == NULL)
    return;
  g_hash_table_iter_init (&iter, details);
  while (g_hash_table_iter_next (&iter, &key, &value))
    json_object_set_member (object, key, json_gvariant_serialize (value));
}

static void
print_error (SaferCli *cli, const GError *error)
{
  const char *cure = safer_error_get_cure (error);

  if (safer_cli_wants_json (cli) && !g_error_matches (error, SAFER_ERROR, SAFER_ERROR_USAGE))
    {
      JsonObject *object = json_object_new (), *outer = json_object_new ();
      g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);

      json_object_set_string_member (object, "code", safer_error_get_id (error));
      json_object_set_string_member (object, "message", error->message);
      if (cure != NULL)
        json_object_set_string_member (object, "cure", cure);
      else
        json_object_set_null_member (object, "cure");
      add_details (object, error);
      json_object_set_object_member (outer, "error", object);
      json_node_take_object (root, outer);
      print_json (root);
    }
  fprintf (stderr, "safer-places-cli: %s\n", error->message);
  if (cure != NULL)
    fprintf (stderr, "%s\n", cure);
}

static void
print_options (const SaferCliOption *options)
{
  for (const SaferCliOption *o = options; o != NULL && o->name != NULL; o++)
    {
      g_autofree char *left
          = o->value != NULL ? g_strdup_printf ("--%s %s", o->name, o->value) : g_strdup_printf ("--%s", o->name);

      printf ("  %-26s %s\n", left, o->help);
    }
}

static void
print_command_help (const SaferCliCommand *command)
{
  printf ("safer-places-cli %s %s\n\n%s\n\n", command->name, command->arguments, command->summary);
  print_options (command->options);
  print_options (common_options);
}

static void
print_help (const SaferCliCommand *const *commands)
{
  printf ("safer-places-cli COMMAND FILE [ARGUMENTS] [OPTIONS]\n\n");
  for (int i = 0; commands[i] != NULL; i++)
    {
      g_autofree char *left = g_strconcat (commands[i]->name, " ", commands[i]->arguments, NULL);

      printf ("  %-26s %s\n", left, commands[i]->summary);
    }
  printf ("\nsafer-places-cli COMMAND --help shows the options of a command.\n");
}

static gboolean
interrupted_cb (gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_CONTINUE;
}

/* Ctrl+C asks the running command to stop; a thread of its own waits for the signal, because the
 * command blocks the main one. */
static gpointer
wait_for_interrupt (gpointer data)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GSource) source = g_unix_signal_source_new (SIGINT);

  g_source_set_callback (source, interrupted_cb, data, NULL);
  g_source_attach (source, context);
  while (!g_cancellable_is_cancelled (data))
    g_main_context_iteration (context, TRUE);
  return NULL;
}

static int
finish (SaferCli *cli, gboolean done, GError *error)
{
  if (!done)
    {
      print_error (cli, error);
      return g_error_matches (error, SAFER_ERROR, SAFER_ERROR_USAGE) ? 2 : 1;
    }
  if (safer_cli_wants_json (cli))
    {
      g_autoptr (JsonNode) root = NULL;

      json_builder_end_object (cli->json);
      root = json_builder_get_root (cli->json);
      print_json (root);
    }
  else
    fputs (cli->text->str, stdout);
  return fflush (stdout) == 0 ? cli->status : 1;
}

/**
 * safer_cli_main:
 * @commands: (array zero-terminated=1): what can be done
 *
 * Returns: the exit status of the contract: 0 done, 1 not done, 2 wrong usage. A command that
 *   answered but found something wrong sets its own error.
 */
int
safer_cli_main (int argc, char **argv, const SaferCliCommand *const *commands)
{
  SaferCli cli = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean done = FALSE;
  int status = 2;

  if (argc < 2)
    {
      fprintf (stderr, "safer-places-cli: a command is missing; see safer-places-cli --help\n");
      return 2;
    }
  if (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "help") == 0)
    {
      print_help (commands);
      return 0;
    }
  if (strcmp (argv[1], "--version") == 0)
    {
      printf ("safer-places-cli %s\n", SAFER_VERSION);
      return 0;
    }
  for (int i = 0; commands[i] != NULL; i++)
    if (strcmp (commands[i]->name, argv[1]) == 0)
      cli.command = commands[i];
  if (cli.command == NULL)
    {
      fprintf (stderr, "safer-places-cli: unknown command %s; see safer-places-cli --help\n", argv[1]);
      return 2;
    }
  cli.arguments = g_ptr_array_new ();
  cli.options = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  cli.text = g_string_new (NULL);
  cli.json = json_builder_new ();
  json_builder_begin_object (cli.json);
  cli.cancellable = g_cancellable_new ();
  if (read_words (&cli, argc - 2, argv + 2, &error) && safer_cli_has (&cli, "help"))
    {
      print_command_help (cli.command);
      status = 0;
    }
  else
    {
      if (error == NULL && check_words (&cli, &error))
        {
          cli.catalogue = safer_catalogue_new (&error);
          if (cli.catalogue != NULL)
            {
              g_thread_unref (g_thread_new ("interrupt", wait_for_interrupt, cli.cancellable));
              done = cli.command->run (&cli, &error);
            }
        }
      if (!done && error == NULL)
        safer_error_set (&error, SAFER_ERROR_FAILED, NULL, "%s was not done", cli.command->name);
      status = finish (&cli, done, error);
    }
  g_clear_object (&cli.json);
  g_clear_pointer (&cli.catalogue, safer_catalogue_unref);
  g_ptr_array_unref (cli.arguments);
  g_hash_table_unref (cli.options);
  g_string_free (cli.text, TRUE);
  return status;
}
