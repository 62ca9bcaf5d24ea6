/* The table of commands. */
#include <string.h>

#include "base/nearest.h"
#include "cli/command.h"

static const struct command commands[] = {
    {"check", "[EXERCISE...] [options]", "grade your work, or that of others",
     "  --dir DIR        a submission: DIR/NN-name/file.c, or the .c files flat\n"
     "  --file FILE      one exercise's source\n"
     "  --solutions      the model solutions\n"
     "  --format FORMAT  text (default), json, junit, tap, gradescope, autolab, github or "
     "classroom;\n"
     "                   docs/formats.md says who reads them\n"
     "  --output FILE    write the report to FILE\n"
     "  --report FORMAT=FILE\n"
     "                   a further report, of the same grading; may be given several times\n"
     "  --policy FILE    points as this policy gives them (docs/instructors.md); what it hides is "
     "not\n"
     "                   named, but to Gradescope, which knows what students may see\n"
     "  --jobs N         exercises and passes at the same time (default: one per processor)\n"
     "  --fast           without Valgrind and without the races\n"
     "  --races-demo     instead: what the races stage shows of the flag of many tutorials (05)\n"
     "  --weakest        of what is right: which weaker memory orders would do (05 to 07)\n"
     "  --sandbox=WHEN   auto (default), require or off\n"
     "  --seed N         the seed of what tests choose at random\n"
     "  --color=WHEN     auto (default), always or never\n",
     cmd_check},
    {"list", "", "the exercises, in order", "", cmd_list},
    {"hint", "[EXERCISE] [--level N]", "a hint, from a question (1) to the shape (3)",
     "Without EXERCISE it is the one that you are at. Without --level: the hints that you have "
     "opened,\n"
     "and one more, but for the last one: that one costs a star, and is opened by its number "
     "alone.\n\n"
     "  --level N        this one, from 1\n",
     cmd_hint},
    {"progress", "[export|import] [FILE]", "how it went: stars, evenings, points",
     "  --format FORMAT  text (default), json or csv\n\n"
     "export writes the whole record (to standard output without FILE), import adds one from "
     "another\n"
     "machine to yours; what is there already stays as it is.\n",
     cmd_progress},
    {"reset", "EXERCISE [options]", "back to the stub; your version is kept",
     "On a terminal it asks first; elsewhere --yes has to say it. Progress stays.\n\n"
     "  --yes            do not ask\n"
     "  --restore        your newest version from before comes back, and the present one is kept\n"
     "  --list           what has been kept\n",
     cmd_reset},
    {"solution", "EXERCISE [--reveal]", "the model solution, once you have passed or tried for it",
     "It is shown after a pass; or when all hints are open and three different versions of yours "
     "have\n"
     "failed. Seen before a pass it leaves one star of three to earn:\n\n"
     "  --reveal         I know; show it\n",
     cmd_solution},
    {"diff", "EXERCISE [--reveal]", "yours beside the model solution, under the same rule",
     "Side by side on a terminal of 120 columns or more.\n\n"
     "  --reveal         as for 'solution'\n",
     cmd_diff},
    {"peek", "[EXERCISE] [--check ID] [options]",
     "the shared memory of one check, step by step, as on a whiteboard",
     "Runs one check and draws what its processes share after each step: who is attached, what the "
     "bytes\n"
     "mean by the names of your own struct, semaphores, who sleeps where. What changed is marked "
     "with *.\n"
     "On a terminal: space and b go a step on and back, p plays, g and G go to the first and the "
     "last,\n"
     "q quits. Without --check it is one that shows what the exercise is about.\n\n"
     "  --check ID       this check\n"
     "  --plain          the steps as blocks of text, one after the other (so it is in a pipe)\n"
     "  --all            of a long run all steps, not only its beginning\n"
     "  --step N         this step alone\n"
     "  --dir DIR, --file FILE, --solutions, --sandbox=WHEN, --seed N   as for check\n"
     "  --format FORMAT  text (default) or json\n"
     "  --color=WHEN     auto (default), always or never\n",
     cmd_peek},
    {"trace", "[EXERCISE] [--check ID] [options]",
     "the timeline of one check, each process a column",
     "Runs one check and shows what each process did: calls and results, system calls, who sleeps "
     "and\n"
     "who wakes it, signals, deaths. Without --check it is the first check that fails, or when "
     "none\n"
     "does, one that shows what the exercise is about. docs/seeing.md explains the picture.\n\n"
     "  --check ID       this check\n"
     "  --all            all of a long timeline, not only its scene\n"
     "  --dir DIR, --file FILE, --solutions, --sandbox=WHEN, --seed N   as for check\n"
     "  --format FORMAT  text (default) or json\n"
     "  --color=WHEN     auto (default), always or never\n",
     cmd_trace},
    {"demo", "[NAME] [--plain]", "two programs side by side, and what the kernel holds of them",
     "NAME is posix, sysv, ready-flag, semaphore or ring; without it they are listed. On a "
     "terminal\n"
     "each step waits for the space bar or Enter; the letter a shows all the others, q ends it.\n\n"
     "  --plain          all steps at once, as text\n",
     cmd_demo},
    {"explain", "[EXERCISE] [CHECK]", "what a check is about, with a program that shows it",
     "CHECK is an id as a report names it: explain remove-at-last-detach. An id that several\n"
     "exercises have needs the exercise too: explain 3 nothing-left, or explain 03/nothing-left.\n"
     "Without CHECK the ids are listed.\n",
     cmd_explain},
    {"watch", "[EXERCISE] [options]", "grade on save, on a full screen or line by line",
     "Begins with EXERCISE, or with the first one that still has a TODO in its source. ? shows "
     "the\n"
     "keys; docs/watch.md tells more.\n\n"
     "  --plain          line by line: for screen readers and simple terminals\n"
     "  --edit-cmd CMD   what `o` starts, as 'code -g %f:%l': file, line and (%c) column; one "
     "that\n"
     "                   opens a window of its own (default: $VISUAL or $EDITOR when it does)\n"
     "  --fast           without Valgrind\n"
     "  --poll           look at the file twice a second, too; where saves go unnoticed\n"
     "  --sandbox=WHEN   auto (default), require or off\n"
     "  --color=WHEN     auto (default), always or never\n",
     cmd_watch},
    {"batch", "DIR [EXERCISE...] [options]", "grade a class of submissions into a gradebook",
     "DIR holds a folder, an archive (.zip, .tar, .tar.gz, .tar.xz) or a .c file for each student, "
     "or "
     "is a\n"
     "download of Moodle, Canvas or Gradescope, unpacked or as the archive that it is. Stopped at "
     "any "
     "moment,\n"
     "the same command goes on; what has not changed is not graded again. docs/batch.md tells "
     "more.\n\n"
     "  --roster FILE    the class, as CSV: id, name, email, ... or an export of the platform's\n"
     "  --gradebook FILE where the verdicts go (default: $WORKBOOK_GRADEBOOK, or gradebook.db)\n"
     "  --jobs N         submissions at the same time (default: one per processor)\n"
     "  --fast           without Valgrind\n"
     "  --sandbox=WHEN   auto (default), require or off\n"
     "  --seed N         the seed of what tests choose at random\n",
     cmd_batch},
    {"report", "student|students|class|similarity [PATH] [options]",
     "pages about a student, all of them, a class, or which sources look alike",
     "Of what grader batch has put into the gradebook, with the marks of the policy:\n\n"
     "student STUDENT  one of them, as grader gradebook finds him\n"
     "students         a page for each, in the folder --output\n"
     "class            all together\n"
     "similarity       pairs of sources to look at, side by side; docs/reports.md tells what "
     "their\n"
     "                 share means\n\n"
     "Or of files: student PATH is a verdict that 'check --format json --output PATH' wrote, class "
     "PATH a\n"
     "folder of such verdicts (NAME.json or NAME/verdict.json), similarity PATH a folder with a "
     "folder for\n"
     "each student, as --dir of check takes it.\n\n"
     "  --format FORMAT  text (default), html or markdown; html is one file, for browsers and\n"
     "                   printers, and markdown is for student and students\n"
     "  --output FILE    write the report to FILE\n"
     "  --gradebook FILE the gradebook (default: gradebook.db here, or $WORKBOOK_GRADEBOOK)\n"
     "  --policy FILE    default: policy.cfg beside the gradebook, when there is one\n"
     "  --dir DIR        student PATH: show the sources in DIR, where they are those that were "
     "graded\n"
     "  --student NAME   student PATH: the name (default: that of the file, or of its folder)\n"
     "  --exercise EXERCISE  similarity: this exercise alone\n"
     "  --least N        similarity: pairs that have N percent in common or more (default: 40)\n"
     "  --most N         similarity: N pairs of each exercise (default: 50)\n",
     cmd_report},
    {"new", "NAME [--title TITLE]", "begin an exercise: files that work, to be filled in",
     "NAME is message-board, which gets the next free number, or 08-message-board. Where to go "
     "from\n"
     "there is in docs/writing-an-exercise.md.\n",
     cmd_new},
    {"handout", "[--output FILE]",
     "the archive that students get, without solutions and tests' sources",
     "Lessons, stubs, the grader and the hidden tests as programs. docs/handout.md tells what is "
     "in it.\n\n"
     "  --output FILE    where it goes (default: handout.tar.gz)\n",
     cmd_handout},
    {"selftest", "[EXERCISE...] [options]", "does the workbook keep its promises about itself?",
     "Grades every source whose grade is known: the stub fails every check, the solution and the\n"
     "alternatives pass, every mutant is caught by the check that its header names, and what a\n"
     "learner reads about it first is as stored in tests/exercises/NN-name/messages. Reads the\n"
     "exercise's files too: is all there, and is every sentence of the contract tested?\n\n"
     "  --only KIND      mutants, alternatives, stubs, solutions, or structure (grades nothing)\n"
     "  --jobs N         sources at the same time (default: one per processor)\n"
     "  --fast           without Valgrind\n"
     "  --repeat N       N rounds; after the first one solutions and alternatives, or what --only\n"
     "                   asks for, are graded again: every verdict must be as in the first\n"
     "  --load LOAD      on the rounds after the first: none, hogs, idle, one-core, delays, all, "
     "or\n"
     "                   mixed (default): each in turn, all of them in the last\n"
     "  --seed N         of the delays (default: 1)\n"
     "  --accept-messages store what is said of each mutant now; git diff shows what changed\n"
     "  --generated      instead: mutants made from the solution by rule; each is killed, or "
     "explained\n"
     "                   in equivalents.cfg\n"
     "  --sample K/N     every Nth mutant, from the Kth on: of those that name one check, and at\n"
     "                   least one of them; of the generated ones by operator. The alternatives\n"
     "                   are all graded, every third with Valgrind and the races checker\n"
     "  --format FORMAT  text (default) or json\n"
     "  --color=WHEN     auto (default), always or never\n",
     cmd_selftest},
    {"gradebook", "[ACTION] [WORDS] [options]", "the marks of a class",
     "ACTION is show (default), export, override, note, regrade, stats or policy:\n\n"
     "  show [STUDENT]                        the class, or one student\n"
     "  export                                marks for other programs\n"
     "  override STUDENT [EXERCISE] MARK      decide a mark: points, excused, or none to withdraw\n"
     "  note STUDENT WORDS                    what you want to remember about a student\n"
     "  regrade [STUDENT...]                  judge what was handed in by the tests of today\n"
     "  stats                                 the class in numbers\n"
     "  policy check FILE                     what a policy does, in words\n"
     "  policy template                       one to begin with\n\n"
     "  --gradebook FILE  default: $WORKBOOK_GRADEBOOK, or gradebook.db here\n"
     "  --policy FILE    default: policy.cfg beside the gradebook, when there is one\n"
     "  --trace          show STUDENT: where every point comes from\n"
     "  --format FORMAT  text, csv, json, canvas or moodle; export: csv (default); show STUDENT: "
     "json\n"
     "                   is the verdict\n"
     "  --output FILE    export, policy template: write to FILE\n"
     "  --title TITLE    export: of the assignment in Canvas, of the grade item in Moodle\n"
     "  --assignment-id ID  export canvas: of an assignment that is there\n"
     "  --user KEY       export moodle: email (default), idnumber or username\n"
     "  --fast           regrade: without Valgrind\n"
     "  --by WHO         override, note: who decides (default: your account)\n"
     "  --why WORDS      override: the reason\n"
     "  --color=WHEN     auto (default), always or never\n",
     cmd_gradebook},
    {"policy", "check [FILE] | template", "how marks are made, in words and on an example",
     "The same as 'gradebook policy'. Without FILE it is policy.cfg here.\n\n"
     "  --output FILE    template: write to FILE\n",
     cmd_policy},
    {"completion", "SHELL", "what makes the Tab key complete commands, options and exercises",
     "SHELL is bash, zsh or fish. Put into the file that your shell reads at its start, from the\n"
     "workbook's folder: eval \"$(./workbook completion bash)\", the same for zsh, and for fish\n"
     "./workbook completion fish | source.\n",
     cmd_completion},
    {"doctor", "", "is everything here that grading needs?", "", cmd_doctor},
    {"version", "", "the version (also --version)", "", cmd_version},
    {"help", "[COMMAND]", "this page, or more about a command", "", cmd_help},
};

const struct command *command_list(size_t *count)
{
    *count = sizeof commands / sizeof commands[0];
    return commands;
}

const struct command *command_find(const char *name)
{
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        if (strcmp(commands[i].name, name) == 0) {
            return &commands[i];
        }
    }
    return NULL;
}

enum cli_status command_unknown(const char *name, struct error *err)
{
    const char *names[sizeof commands / sizeof commands[0]];
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        names[i] = commands[i].name;
    }
    const char *nearest = nearest_find(name, names, sizeof names / sizeof names[0]);
    if (nearest != NULL) {
        (void)error_set(err, "unknown command '%s'; did you mean '%s'?", name, nearest);
    } else {
        (void)error_set(err, "unknown command '%s'; 'grader help' names them all", name);
    }
    return CLI_USAGE;
}
