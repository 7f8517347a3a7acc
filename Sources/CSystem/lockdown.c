#define _GNU_SOURCE
#include "CSystem.h"
#include "layers.h"

#include <malloc.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

/*
 * Order. What the kernel binds to one thread (no_new_privs, landlock) comes while there is one thread, and the
 * others inherit it: a lock on the script thread alone could be walked around by writing to another's stack.
 * Then the threads, the timer, the resource limits (NPROC 0 once the threads exist, NOFILE once landlock has
 * closed its descriptor), and seccomp for all threads last, as it forbids everything the earlier steps need.
 */

enum { WATCHER_STACK = 256 << 10 };

static struct {
    struct varv_lockdown plan;
    struct varv_footprint footprint;
    uint32_t layers;
    int (*body)(void *, uint32_t);
    void *context;
    sem_t settled; /* posted by each of the other threads when it is out of what starts threads */
    sigset_t handled_here;
} locked;

pid_t varv_host_process;

_Noreturn void varv_exit_now(int status) { _exit(status); }

static void on_interrupt(int signal) {
    (void)signal;
    if (locked.plan.on_interrupt) locked.plan.on_interrupt();
}

/* The host is about to kill this worker and asks where it is. In the middle of a frame that has to wait for its end. */
static void on_last_words(int signal) {
    (void)signal;
    if (varv_inside_frame && locked.plan.stop && locked.plan.stop()) return;
    varv_end_at_limit(VARV_EXIT_TOLD, 0);
}

/*
 * The worker's reads are blocking, but a script that loops reads nothing. POLLHUP is reported without being asked
 * for, and ordinary frames do not wake a poll for no events. PR_SET_PDEATHSIG would follow the *thread* that
 * spawned us.
 */
static void *watch_host(void *unused) {
    (void)unused;
    sem_post(&locked.settled);
    for (;;) {
        struct pollfd host = {.fd = VARV_SOCKET, .events = 0};
        if (poll(&host, 1, -1) > 0) _exit(VARV_EXIT_HOST_GONE);
    }
}

static int start_thread(pthread_t *thread, size_t stack, void *(*work)(void *)) {
    pthread_attr_t attributes;
    if (pthread_attr_init(&attributes) != 0) return 0;
    int started = pthread_attr_setstacksize(&attributes, stack) == 0 &&
                  pthread_create(thread, &attributes, work, NULL) == 0;
    pthread_attr_destroy(&attributes);
    return started;
}

static void *run_script(void *unused) {
    (void)unused;
    uint32_t timer = varv_start_timer(&locked.plan);
    uint32_t limits = varv_apply_limits(&locked.plan, locked.footprint);
    if (!timer || !limits) _exit(VARV_EXIT_LOCKDOWN);
    locked.layers |= timer | limits;

    /* Only this thread takes these: their handlers touch the Lua state, which is this thread's. Before seccomp, which
       lets nobody block the timer's signal. */
    pthread_sigmask(SIG_UNBLOCK, &locked.handled_here, NULL);

    /* A thread's first steps inside libc, and the last ones of who started it, make calls that are forbidden from here on. */
    for (int others = 2; others > 0;) {
        if (sem_wait(&locked.settled) == 0) others--;
    }
    locked.layers |= varv_apply_seccomp(&locked.plan);
    _exit(locked.body(locked.context, locked.layers));
}

void varv_lock_down(const struct varv_lockdown *plan, int (*body)(void *, uint32_t), void *context) {
    locked.plan = *plan;
    locked.body = body;
    locked.context = context;
    locked.layers = 0;
    varv_host_process = getppid();

    /* One heap for all threads: a second one would reserve 128 MiB of the address space that is counted below. */
    mallopt(M_ARENA_MAX, 1);

    sigset_t everything;
    sigfillset(&everything);
    sigemptyset(&locked.handled_here);
    sigaddset(&locked.handled_here, SIGUSR1);
    sigaddset(&locked.handled_here, SIGUSR2);
    pthread_sigmask(SIG_BLOCK, &locked.handled_here, NULL);
    sigaction(SIGUSR1, &(struct sigaction){.sa_handler = on_interrupt, .sa_flags = SA_RESTART}, NULL);
    sigaction(SIGUSR2, &(struct sigaction){.sa_handler = on_last_words, .sa_flags = SA_RESTART}, NULL);
    varv_prepare_last_words(plan->where);

    locked.footprint = varv_footprint_now();
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0) locked.layers |= VARV_LAYER_UNDUMPABLE;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0) locked.layers |= VARV_LAYER_NO_NEW_PRIVILEGES;
    locked.layers |= varv_apply_landlock();

    pthread_t watcher, script;
    sem_init(&locked.settled, 0, 0);
    sigset_t before;
    pthread_sigmask(SIG_SETMASK, &everything, &before);
    int watching = start_thread(&watcher, WATCHER_STACK, watch_host);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!watching) _exit(VARV_EXIT_LOCKDOWN);
    locked.layers |= VARV_LAYER_HOST_WATCH | VARV_LAYER_SCRIPT_THREAD;

    if (!start_thread(&script, plan->stack_bytes, run_script)) _exit(VARV_EXIT_LOCKDOWN);
    sem_post(&locked.settled);
    pthread_join(script, NULL);
    _exit(VARV_EXIT_LOCKDOWN); /* not reached: the script thread ends the process */
}
