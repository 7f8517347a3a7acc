#define _GNU_SOURCE
#include "CSystem.h"
#include "layers.h"

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

/*
 * Three fates. *Allowed*: what the run loop, the readers and the allocator do. *Refused with an error*: what libc
 * asks on its own and lives without (malloc looks at overcommit_memory, qsort at the size of memory, stdio whether
 * its file is a terminal, abort unblocks its signal and a trap writes its last words to descriptor 2); ending an honest
 * run there would punish libc's habits, and the error gives nothing away. *Ended*: everything else, as nothing here
 * asks for it, so whoever does is not our code any more.
 */

static const int freely[] = {
    SCMP_SYS(brk),        SCMP_SYS(munmap),          SCMP_SYS(mremap),        SCMP_SYS(madvise),
    SCMP_SYS(poll),       SCMP_SYS(ppoll),           SCMP_SYS(sched_yield),   SCMP_SYS(clock_gettime),
    SCMP_SYS(getrandom),  SCMP_SYS(exit),            SCMP_SYS(exit_group),    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(fstat),      SCMP_SYS(restart_syscall), SCMP_SYS(getpid),        SCMP_SYS(gettid),
    SCMP_SYS(gettimeofday),
};

static const int asked_by_libc[] = {
    SCMP_SYS(open),       SCMP_SYS(openat),   SCMP_SYS(newfstatat), SCMP_SYS(stat),
    SCMP_SYS(statx),      SCMP_SYS(access),   SCMP_SYS(faccessat),  SCMP_SYS(faccessat2),
    SCMP_SYS(readlink),   SCMP_SYS(readlinkat), SCMP_SYS(sysinfo),  SCMP_SYS(sched_getaffinity),
    SCMP_SYS(prctl),      SCMP_SYS(ioctl),    SCMP_SYS(uname),
    SCMP_SYS(getrlimit),  SCMP_SYS(prlimit64), SCMP_SYS(getrusage), SCMP_SYS(getcwd),
    SCMP_SYS(sigaltstack), SCMP_SYS(rt_sigprocmask),
};

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* Some machines never had the older calls: nothing to add a rule for. */
static int unless_unknown(int result) { return result == -EDOM ? 0 : result; }

static int allow(scmp_filter_ctx filter, int call) {
    return unless_unknown(seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0));
}

static int refuse(scmp_filter_ctx filter, int call) {
    return unless_unknown(seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), call, 0));
}

/* The first argument is one of our descriptors. */
static int allow_on(scmp_filter_ctx filter, int call, int descriptor) {
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1, SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)descriptor));
}

static int refuse_on(scmp_filter_ctx filter, int call, int descriptor) {
    return seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), call, 1,
                            SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)descriptor));
}

static int allow_memory(scmp_filter_ctx filter) {
    int e = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    if (e) return e;
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
                            SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
}

/* Descriptors by number. Nothing is written but to the socket: 0-2 lead to /dev/null, and nobody reads that. */
static int allow_descriptors(scmp_filter_ctx filter) {
    int e = 0;
    for (int fd = VARV_SOCKET; fd <= VARV_INPUT && !e; fd++) e = allow_on(filter, SCMP_SYS(read), fd);
    if (!e) e = allow_on(filter, SCMP_SYS(readv), VARV_INPUT);
    if (!e) e = allow_on(filter, SCMP_SYS(pread64), VARV_INPUT);
    if (!e) e = allow_on(filter, SCMP_SYS(lseek), VARV_INPUT);
    if (!e) e = refuse_on(filter, SCMP_SYS(write), STDERR_FILENO);
    if (!e) e = refuse_on(filter, SCMP_SYS(writev), STDERR_FILENO);
    if (e) return e;
    /* No address: nothing else than the peer of the pair. */
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(sendto), 2, SCMP_A0(SCMP_CMP_EQ, VARV_SOCKET),
                            SCMP_A4(SCMP_CMP_EQ, 0));
}

/* fdopen asks how the input was opened. */
static int allow_stdio(scmp_filter_ctx filter) {
    int e = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 2, SCMP_A0(SCMP_CMP_EQ, VARV_INPUT),
                             SCMP_A1(SCMP_CMP_EQ, F_GETFL));
    if (e) return e;
    return seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(fcntl), 1, SCMP_A1(SCMP_CMP_NE, F_GETFL));
}

/* Waiting and waking only; the priority-inheriting operations have been the kernel's weak spot. */
static int allow_futex(scmp_filter_ctx filter) {
    static const scmp_datum_t operations[] = {0 /* WAIT */, 1 /* WAKE */, 9 /* WAIT_BITSET */, 10 /* WAKE_BITSET */};
    for (size_t i = 0; i < COUNT(operations); i++) {
        int e = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(futex), 1,
                                 SCMP_A1(SCMP_CMP_MASKED_EQ, 0x7F, operations[i]));
        if (e) return e;
    }
    return 0;
}

static int add_rules(scmp_filter_ctx filter, const struct varv_lockdown *plan) {
    int e = 0;
    for (size_t i = 0; i < COUNT(freely) && !e; i++) e = allow(filter, freely[i]);
    for (size_t i = 0; i < COUNT(asked_by_libc) && !e; i++) {
        e = refuse(filter, asked_by_libc[i]);
    }
    if (!e) e = allow_memory(filter);
    if (!e) e = allow_descriptors(filter);
    if (!e) e = allow_stdio(filter);
    if (!e) e = allow_futex(filter);
    if (!e && plan->renewable) e = allow(filter, SCMP_SYS(timer_settime));
    /* abort() must end as an abort, so that a crash is told from an attack. */
    if (!e) {
        e = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 2,
                             SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid()), SCMP_A2(SCMP_CMP_EQ, SIGABRT));
    }
    return e;
}

uint32_t varv_apply_seccomp(const struct varv_lockdown *plan) {
    /* The self test has to live to tell; what it is refused is the same list. */
    uint32_t otherwise = plan->refuse_with_errno ? SCMP_ACT_ERRNO(EPERM) : SCMP_ACT_KILL_PROCESS;
    scmp_filter_ctx filter = seccomp_init(otherwise);
    if (!filter) return 0;
    int e = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
    if (!e) e = seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1);
    if (!e) e = seccomp_syscall_priority(filter, SCMP_SYS(read), 255);
    if (!e) e = seccomp_syscall_priority(filter, SCMP_SYS(sendto), 254);
    if (!e) e = add_rules(filter, plan);
    if (!e) e = seccomp_load(filter);
    seccomp_release(filter);
    return e == 0 ? VARV_LAYER_SECCOMP : 0;
}
