//! C, with POSIX threads: its templates, and what surrounds a program.
//!
//! Owns no logic. The character of a loop over a text is what the loop's pointer points at.

use super::style::{Format, Style};

pub(super) static STYLE: Style = Style {
    taken: "auto break case char const continue default do double else enum extern float for goto if inline int long \
            register restrict return short signed sizeof static struct switch typedef union unsigned void volatile \
            while alignas alignof bool constexpr false nullptr static_assert thread_local true typeof typeof_unqual asm \
            unix linux NULL EOF BUFSIZ stdin stdout stderr THREADS COUNT CELLS load store put format show started begin turn \
            start_plain abort abs aligned_alloc asctime at_quick_exit atexit atof atoi atol atoll bsearch calloc \
            clearerr clock ctermid ctime difftime div dprintf exit fclose fdopen feof ferror fflush fgetc fgetpos fgets \
            fileno flockfile fmemopen fopen fprintf fputc fputs fread free freopen fscanf fseek fseeko fsetpos ftell \
            ftello ftrylockfile funlockfile fwrite getc getchar getdelim getenv getline getsubopt gmtime labs ldiv \
            llabs lldiv localtime malloc mblen mbstowcs mbtowc mkdtemp mkstemp mktime nanosleep open_memstream pclose \
            perror popen posix_memalign printf putc putchar puts qsort quick_exit rand realloc remove rename renameat \
            rewind scanf setbuf setenv setvbuf snprintf sprintf srand sscanf strftime strtod strtof strtol strtold \
            strtoll strtoul strtoull system time timespec_get tmpfile tmpnam tzset ungetc unsetenv vdprintf vfprintf \
            vfscanf vprintf vscanf vsnprintf vsprintf vsscanf wcstombs wctomb div_t ldiv_t lldiv_t fpos_t locale_t \
            off_t pid_t size_t ssize_t time_t wchar_t va_* clockid_t cpu_set_t memcpy memmove memset memcmp strlen \
            index log round floor pthread_* PTHREAD_* ATOMIC_* CLOCK_* SCHED_* SEEK_* EXIT_* TIME_* RAND_MAX atomic_* memory_order_* clock_* timer_* sched_* _*",
    capital_locks: false,
    indent: "    ",
    depth: 0,
    lock: "pthread_mutex_t $1 = PTHREAD_MUTEX_INITIALIZER;",
    acquire: "pthread_mutex_lock(&$1);",
    release: "pthread_mutex_unlock(&$1);",
    with: [&[(0, "pthread_mutex_lock(&$1);"), (0, "{")], &[(0, "}"), (0, "pthread_mutex_unlock(&$1);")]],
    function: "void $1($2) {",
    no_parameters: "void",
    main: "int main(void) {",
    parameters: ["int $1", "const char *$1", "char $1"],
    range: "for (int $1 = 0; $1 < $2; $1++) {",
    each: "for (const char *$1 = $2; *$1; $1++) {",
    each_unused: "for (const char *$1 = $2; *$1; $1++) {",
    character: "*$1",
    cursor: "load(&screen.cursor)",
    shared: "load(&shared.$1)",
    declare: "unsigned $1 = $2;",
    declare_variable: "unsigned $1 = $2;",
    assign: "$1 = $2;",
    unused: "$2;",
    put: "put($1, $2);",
    store_cursor: "store(&screen.cursor, $1 + 1);",
    store_shared: "store(&shared.$1, $2);",
    call: "$1($2);",
    start: "start($1, $2);",
    start_plain: "start_plain($1);",
    join: "join();",
    work: "work($1);",
    show: "show();",
    threads: "THREADS",
    count: "COUNT",
    format: Format {
        open: "format(\"",
        end: "\"",
        close: ")",
        spots: ["%d", "%s", "%c"],
        escapes: &[('"', "\\\""), ('%', "%%")],
        borrow: "",
    },
    shared_word: "    atomic_uint $1;\n",
    shared_value: "        printf(\"$2 %u\", load(&shared.$1));\n",
    prelude: r#"#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { THREADS = $threads, COUNT = $count, CELLS = $cells };

/* What all threads share. A mutex that another thread unlocks than the one that locked it is undefined in C. */
struct {
    atomic_uint cursor;
    atomic_char cells[CELLS];
} screen;

struct {
$shared} shared;

void work(long microseconds) {
    nanosleep(&(struct timespec){ microseconds / 1000000, microseconds % 1000000 * 1000 }, NULL);
}

/* Loads and stores take a moment, so that threads meet. */
unsigned load(atomic_uint *word) {
    unsigned value = atomic_load(word);
    work(100);
    return value;
}

atomic_uint turn;

void store(atomic_uint *word, unsigned value) {
    atomic_store(word, value);
    work(atomic_fetch_add(&turn, 389) % 1000);
}

void put(unsigned at, char c) {
    atomic_store(&screen.cells[at], c);
}

/* As sprintf, into new memory, which so short a program need not free. */
char *format(const char *form, ...) {
    va_list arguments;
    va_start(arguments, form);
    int length = vsnprintf(NULL, 0, form, arguments);
    va_end(arguments);
    char *text = malloc(length + 1);
    va_start(arguments, form);
    vsnprintf(text, length + 1, form, arguments);
    va_end(arguments);
    return text;
}

struct {
    pthread_t thread;
    void (*run)(int);
    void (*run_plain)(void);
    int number;
} threads[$started];
int started;

void *begin(void *index) {
    int i = (int)(long)index;
    threads[i].run ? threads[i].run(threads[i].number) : threads[i].run_plain();
    return NULL;
}

void start(void (*run)(int), int number) {
    threads[started].run = run;
    threads[started].number = number;
    pthread_create(&threads[started].thread, NULL, begin, (void *)(long)started);
    started++;
}

void start_plain(void (*run)(void)) {
    threads[started].run_plain = run;
    start(NULL, 0);
}

void join(void) {
    for (int i = 0; i < started; i++) pthread_join(threads[i].thread, NULL);
}

/* Prints the screen, or the shared numbers if nothing is on it. */
void show(void) {
    for (int at = 0; at < CELLS && screen.cells[at]; at++) putchar(screen.cells[at]);
    if (!screen.cells[0]) {
$values        putchar('\n');
    }
    fflush(stdout);
}

$declarations
"#,
    ending: "",
};
