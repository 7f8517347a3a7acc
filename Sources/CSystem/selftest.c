#define _GNU_SOURCE
#include "CSystem.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static int refused(long result) {
    return result < 0 && (errno == EPERM || errno == EACCES || errno == EAGAIN);
}

static int fork_refused(void) {
    long child = syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
    if (child == 0) _exit(0);
    return refused(child);
}

static int executable_memory_refused(void) {
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return page == MAP_FAILED && refused(-1);
}

/* Were the exec to succeed, no answer would come at all; so it is tried last, and silence counts as failure. */
uint32_t varv_self_test(void) {
    uint32_t answer = 0;
    if (refused(open("/etc/hostname", O_RDONLY))) answer |= VARV_ATTEMPT_OPEN;
    if (refused(open("/proc/self/mem", O_RDWR))) answer |= VARV_ATTEMPT_PROC;
    if (refused(socket(AF_INET, SOCK_STREAM, 0)) && refused(socket(AF_UNIX, SOCK_STREAM, 0))) {
        answer |= VARV_ATTEMPT_SOCKET;
    }
    if (fork_refused()) answer |= VARV_ATTEMPT_FORK;
    if (refused(syscall(SYS_kill, 1, 0))) answer |= VARV_ATTEMPT_KILL;
    if (refused(ptrace(PTRACE_TRACEME, 0, NULL, NULL))) answer |= VARV_ATTEMPT_PTRACE;
    if (executable_memory_refused()) answer |= VARV_ATTEMPT_EXECUTABLE_MEMORY;
    char *const argv[] = {"true", NULL}, *const envp[] = {NULL};
    if (refused(execve("/bin/true", argv, envp))) answer |= VARV_ATTEMPT_EXEC;
    return answer;
}
