#define _GNU_SOURCE
#include "CSystem.h"
#include "layers.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

/* A call the kernel does not have is as good as one it refuses, and so is a limit of size 0. */
static int refused(long result) {
    return result < 0 &&
           (errno == EPERM || errno == EACCES || errno == EAGAIN || errno == ENOSYS || errno == EFBIG);
}

/* As refused, for what would be a descriptor; there is room for one. */
static int descriptor_refused(int descriptor) {
    if (descriptor >= 0) close(descriptor);
    return refused(descriptor);
}

/* ---- Files ---------------------------------------------------------------------------------------------- */

static int create_refused(void) {
    const char *name = "/tmp/varv-self-test";
    int was_refused = descriptor_refused(open(name, O_WRONLY | O_CREAT | O_EXCL, 0600));
    unlink(name);
    return was_refused;
}

static int own_proc_refused(void) {
    return descriptor_refused(open("/proc/self/mem", O_RDWR)) && descriptor_refused(open("/proc/self/maps", O_RDONLY)) &&
           descriptor_refused(open("/proc/self/environ", O_RDONLY));
}

static int host_memory_refused(void) {
    char byte;
    struct iovec here = {&byte, 1}, there = {(void *)varv_self_test, 1};
    return refused(process_vm_readv(varv_host_process, &here, 1, &there, 1, 0));
}

static int host_proc_refused(void) {
    char name[64];
    snprintf(name, sizeof name, "/proc/%d/environ", varv_host_process);
    return descriptor_refused(open(name, O_RDONLY)) && host_memory_refused();
}

static int streams_refused(void) {
    int count = 0;
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        struct iovec piece = {"x", 1};
        count += refused(write(fd, "x", 1)) && refused(writev(fd, &piece, 1));
    }
    /* Room for what follows, as an attacker would make it: the limit lies just above the input. */
    close(STDIN_FILENO);
    return count == 3;
}

static int input_refused(void) {
    if (write(VARV_INPUT, "x", 1) >= 0 || pwrite(VARV_INPUT, "x", 1, 0) >= 0) return 0;
    if (ftruncate(VARV_INPUT, 0) == 0) return 0;
    if (mmap(NULL, 1, PROT_READ | PROT_WRITE, MAP_SHARED, VARV_INPUT, 0) != MAP_FAILED) return 0;
    char name[32];
    snprintf(name, sizeof name, "/proc/self/fd/%d", VARV_INPUT);
    /* Without seccomp the limit on file sizes would end us here, which is a refusal too. */
    signal(SIGXFSZ, SIG_IGN);
    int again = open(name, O_RDWR);
    if (again < 0) return refused(again);
    int was_refused = refused(write(again, "x", 1)) && refused(ftruncate(again, 1));
    close(again);
    return was_refused;
}

/* ---- Other processes ------------------------------------------------------------------------------------ */

static int connect_refused(int family, const void *address, socklen_t size) {
    int made = socket(family, SOCK_STREAM, 0);
    if (made < 0) return refused(made);
    int was_refused = refused(connect(made, address, size));
    close(made);
    return was_refused;
}

static int tcp_refused(void) {
    struct sockaddr_in discard = {
        .sin_family = AF_INET, .sin_port = htons(9), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    return connect_refused(AF_INET, &discard, sizeof discard);
}

static int unix_refused(void) {
    struct sockaddr_un path = {.sun_family = AF_UNIX, .sun_path = "/run/varv-self-test"};
    struct sockaddr_un abstract = {.sun_family = AF_UNIX, .sun_path = "\0varv-self-test"};
    socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + sizeof "\0varv-self-test" - 1);
    return connect_refused(AF_UNIX, &path, sizeof path) && connect_refused(AF_UNIX, &abstract, size);
}

static void *nothing(void *unused) { return unused; }

static int fork_refused(void) {
    long child = syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
    if (child == 0) _exit(0);
    pid_t second = vfork();
    if (second == 0) _exit(0);
    pthread_t thread;
    int made = pthread_create(&thread, NULL, nothing, NULL) == 0;
    if (made) pthread_join(thread, NULL);
    return refused(child) && second < 0 && !made;
}

static int kill_refused(void) {
    /* Signal 0 asks for leave and sends nothing; what the worker may send itself is continuing, which it does anyway. */
    return refused(kill(0, 0)) && refused(syscall(SYS_tgkill, getpid(), gettid(), SIGCONT));
}

/* ---- The kernel ----------------------------------------------------------------------------------------- */

static int executable_memory_refused(void) {
    int flags = MAP_PRIVATE | MAP_ANONYMOUS;
    if (mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, flags, -1, 0) != MAP_FAILED || !refused(-1)) return 0;
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, flags, -1, 0);
    return page != MAP_FAILED && refused(mprotect(page, 4096, PROT_READ | PROT_EXEC));
}

static int kernel_refused(void) {
    char zeros[256] = {0};
    enum { MAP_CREATE = 0, GET_KEYRING_ID = 0, SESSION_KEYRING = -3 };
    return descriptor_refused((int)syscall(SYS_io_uring_setup, 1, zeros)) &&
           descriptor_refused((int)syscall(SYS_bpf, MAP_CREATE, zeros, 72)) &&
           refused(syscall(SYS_keyctl, GET_KEYRING_ID, SESSION_KEYRING, 0)) &&
           descriptor_refused((int)syscall(SYS_userfaultfd, 0));
}

static int limits_refused(void) {
    struct rlimit more = {.rlim_cur = 1024, .rlim_max = 1 << 20};
    char later[32] = {0};
    return refused(setrlimit(RLIMIT_NOFILE, &more)) && refused(setrlimit(RLIMIT_NPROC, &more)) &&
           refused(syscall(SYS_timer_settime, 0, 0, later, NULL));
}

static int signals_refused(void) {
    sigset_t timer;
    sigemptyset(&timer);
    sigaddset(&timer, SIGVTALRM);
    return refused(sigaction(SIGVTALRM, &(struct sigaction){.sa_handler = SIG_IGN}, NULL)) &&
           refused(sigprocmask(SIG_BLOCK, &timer, NULL));
}

/* Were the exec to succeed, no answer would come at all; so it is tried last, and silence counts as failure. */
static int exec_refused(void) {
    char *const argv[] = {"true", NULL}, *const envp[] = {NULL};
    return refused(execve("/bin/true", argv, envp));
}

static int host_kill_refused(void) { return refused(kill(varv_host_process, 0)); }
static int open_refused(void) { return descriptor_refused(open("/etc/hostname", O_RDONLY)); }
/* Tracing for real would stop the host, or hand this process to it; reading memory takes the same leave. */
static int ptrace_refused(void) {
    return refused(ptrace(PTRACE_PEEKDATA, varv_host_process, NULL, NULL)) || host_memory_refused();
}
static int memory_file_refused(void) { return descriptor_refused(memfd_create("varv-self-test", 0)); }
static int dumpable_refused(void) { return refused(prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)); }

uint32_t varv_self_test(void) {
    static const struct {
        uint32_t attempt;
        int (*is_refused)(void);
    } tests[] = {
        {VARV_ATTEMPT_STREAMS, streams_refused},
        {VARV_ATTEMPT_OPEN, open_refused},
        {VARV_ATTEMPT_CREATE, create_refused},
        {VARV_ATTEMPT_OWN_PROC, own_proc_refused},
        {VARV_ATTEMPT_HOST_PROC, host_proc_refused},
        {VARV_ATTEMPT_INPUT, input_refused},
        {VARV_ATTEMPT_TCP, tcp_refused},
        {VARV_ATTEMPT_UNIX_SOCKET, unix_refused},
        {VARV_ATTEMPT_FORK, fork_refused},
        {VARV_ATTEMPT_KILL_HOST, host_kill_refused},
        {VARV_ATTEMPT_KILL, kill_refused},
        {VARV_ATTEMPT_PTRACE, ptrace_refused},
        {VARV_ATTEMPT_EXECUTABLE_MEMORY, executable_memory_refused},
        {VARV_ATTEMPT_MEMORY_FILE, memory_file_refused},
        {VARV_ATTEMPT_KERNEL, kernel_refused},
        {VARV_ATTEMPT_DUMPABLE, dumpable_refused},
        {VARV_ATTEMPT_LIMITS, limits_refused},
        {VARV_ATTEMPT_SIGNALS, signals_refused},
        {VARV_ATTEMPT_EXEC, exec_refused},
    };
    uint32_t answer = 0;
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        if (tests[i].is_refused()) answer |= tests[i].attempt;
    return answer;
}
