#define _GNU_SOURCE
#include "CSystem.h"
#include "layers.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

/* ---- Processor time ------------------------------------------------------------------------------------- */

/* Short: with many workers on few processors each millisecond of it takes several on the wall. */
enum { GRACE_NS = 10 * 1000000 };

static timer_t processor_timer;
static int (*stop)(void);
/* How many times the timer has gone off. */
static volatile sig_atomic_t expired;

/*
 * Safe in the middle of malloc, of a pattern match and of a finalizer. The first time the script is stopped at its next
 * instruction, where its line is known exactly; nothing of the script runs in between. When it has not come to one by
 * the second, it is inside C, and the line of the call is looked up from here. The third ends a look that hangs.
 */
static void processor_time_is_up(int signal) {
    (void)signal;
    int before = expired;
    expired = before + 1;
    if (before == 0 && stop && stop()) return;
    if (before <= 1) varv_end_at_limit(VARV_EXIT_PROCESSOR_TIME, 0);
    _exit(VARV_EXIT_PROCESSOR_TIME);
}

static int arm(int64_t milliseconds) {
    struct itimerspec times = {
        .it_value = {.tv_sec = milliseconds / 1000, .tv_nsec = milliseconds % 1000 * 1000000},
        .it_interval = {.tv_nsec = GRACE_NS},
    };
    if (timer_settime(processor_timer, 0, &times, NULL) != 0) return -errno;
    expired = 0; /* after, as the old time may run out until then */
    return 0;
}

uint32_t varv_start_timer(const struct varv_lockdown *plan) {
    struct sigaction action = {.sa_handler = processor_time_is_up, .sa_flags = SA_RESTART | SA_NODEFER};
    struct sigevent event = {.sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGVTALRM};
    event._sigev_un._tid = gettid();
    stop = plan->stop;
    if (sigaction(SIGVTALRM, &action, NULL) != 0) return 0;
    if (timer_create(CLOCK_PROCESS_CPUTIME_ID, &event, &processor_timer) != 0) return 0;
    return arm(plan->processor_milliseconds) == 0 ? VARV_LAYER_TIMER : 0;
}

int varv_renew_processor_time(int64_t milliseconds) { return arm(milliseconds); }

/* ---- Resource limits ------------------------------------------------------------------------------------ */

struct varv_footprint varv_footprint_now(void) {
    struct varv_footprint now = {0, 0};
    char text[128];
    int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    if (fd < 0) return now;
    ssize_t count = read(fd, text, sizeof text - 1);
    close(fd);
    if (count <= 0) return now;
    text[count] = 0;

    /* size resident shared text lib data dt, in pages */
    long long pages[6] = {0};
    int fields = sscanf(text, "%lld %lld %lld %lld %lld %lld", &pages[0], &pages[1], &pages[2], &pages[3],
                        &pages[4], &pages[5]);
    long page = sysconf(_SC_PAGESIZE);
    if (fields == 6) now = (struct varv_footprint){.address_space = pages[0] * page, .data = pages[5] * page};
    return now;
}

/* The budgets of a long meeting: after them a new worker takes over. */
enum { RENEWALS = 360 };

/* Never above what the host itself was given: raising a hard limit is refused to all but root. */
static int limit(int resource, rlim_t soft, rlim_t hard) {
    struct rlimit now;
    if (getrlimit(resource, &now) != 0) return 0;
    if (hard > now.rlim_max) hard = now.rlim_max;
    if (soft > hard) soft = hard;
    struct rlimit wanted = {.rlim_cur = soft, .rlim_max = hard};
    return setrlimit(resource, &wanted) == 0;
}

uint32_t varv_apply_limits(const struct varv_lockdown *plan, struct varv_footprint before) {
    uint32_t layers = 0;

    /* The allocator ends the process at the budget; this is for memory it does not see. The slack holds the two
       stacks, fragmentation, and Swift's own. Without /proc the program itself is guessed at. */
    const int64_t unknown = 256 << 20;
    int64_t above = plan->memory_bytes + plan->memory_bytes / 4 + (int64_t)plan->stack_bytes + (64 << 20);
    int64_t space = (before.address_space ? before.address_space : unknown) + above;
    int64_t data = (before.data ? before.data : unknown) + above;
    if (plan->memory_bytes > 0) {
        if (!limit(RLIMIT_AS, (rlim_t)space, (rlim_t)space)) return 0;
        if (!limit(RLIMIT_DATA, (rlim_t)data, (rlim_t)data)) return 0;
        layers |= VARV_LAYER_MEMORY_LIMIT;
    }

    /* Counts from the process's birth, so it cannot follow a budget that is renewed: there it bounds them all. */
    if (plan->processor_milliseconds > 0) {
        int64_t budgets = plan->renewable ? RENEWALS : 1;
        rlim_t seconds = (rlim_t)(plan->processor_milliseconds * budgets / 1000) + 2;
        if (!limit(RLIMIT_CPU, seconds, seconds + 1)) return 0;
        layers |= VARV_LAYER_PROCESSOR_LIMIT;
    }

    if (!limit(RLIMIT_CORE, 0, 0) || !limit(RLIMIT_FSIZE, 0, 0)) return 0;
    if (!limit(RLIMIT_NOFILE, VARV_INPUT + 1, VARV_INPUT + 1)) return 0;
    layers |= VARV_LAYER_FILE_LIMITS;
    if (!limit(RLIMIT_NPROC, 0, 0)) return 0;
    return layers | VARV_LAYER_PROCESS_LIMIT;
}
