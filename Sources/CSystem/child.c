#define _GNU_SOURCE
#include "CSystem.h"

#include <dirent.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* A thread that asked to be traced, which only a worker without seccomp can, is held as a zombie for us who are
   now its tracer, and its process is not waited for until it is. Only the child's own threads are: a wait for any
   child would take another worker's status. */
static void reap_traced_threads(pid_t pid) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/task", pid);
    DIR *threads = opendir(path);
    if (!threads) return;
    for (struct dirent *entry; (entry = readdir(threads));) {
        pid_t thread = (pid_t)atoi(entry->d_name);
        if (thread > 0 && thread != pid) waitpid(thread, NULL, __WALL | WNOHANG);
    }
    closedir(threads);
}

int varv_reap(struct varv_child child, struct varv_usage *usage) {
    /* A killed process gives back its memory first; only then is it looked for what holds it. */
    enum { pause_milliseconds = 2, quick_looks = 10 };
    int status = 0;
    struct rusage used;
    pid_t reaped;
    for (int look = 0; (reaped = wait4(child.pid, &status, WNOHANG, &used)) <= 0; look++) {
        if (reaped < 0 && errno != EINTR) return -errno;
        if (look >= quick_looks) reap_traced_threads(child.pid);
        /* Readable when its last thread has ended. */
        struct pollfd ended = {.fd = child.pidfd, .events = POLLIN};
        poll(&ended, 1, pause_milliseconds);
    }

    usage->exited = WIFEXITED(status);
    usage->status = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
    usage->processor_microseconds = (int64_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000000 +
                                    used.ru_utime.tv_usec + used.ru_stime.tv_usec;
    int64_t peak = (int64_t)used.ru_maxrss * 1024;
    usage->peak_bytes = peak > child.inherited_peak ? peak : 0;
    return 0;
}

int64_t varv_processor_time(struct varv_child child) {
    clockid_t clock;
    struct timespec used;
    int e = clock_getcpuclockid(child.pid, &clock);
    if (e) return -e;
    if (clock_gettime(clock, &used) != 0) return -errno;
    return (int64_t)used.tv_sec * 1000000 + used.tv_nsec / 1000;
}

int varv_signal(int pidfd, int signal) {
    return syscall(SYS_pidfd_send_signal, pidfd, signal, NULL, 0) == 0 ? 0 : -errno;
}

int varv_wakeup_open(void) {
    int fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    return fd < 0 ? -errno : fd;
}

void varv_wakeup_post(int fd) {
    uint64_t one = 1;
    ssize_t ignored = write(fd, &one, sizeof one);
    (void)ignored;
}

void varv_wakeup_clear(int fd) {
    uint64_t count;
    ssize_t ignored = read(fd, &count, sizeof count);
    (void)ignored;
}

int varv_wait(struct varv_child child, int wakeup, int for_writing, int milliseconds) {
    struct pollfd watched[] = {
        {.fd = child.socket, .events = (short)(POLLIN | (for_writing ? POLLOUT : 0))},
        {.fd = child.pidfd, .events = POLLIN},
        {.fd = wakeup, .events = POLLIN},
    };
    int count = poll(watched, 3, milliseconds);
    /* A signal to the host is not an answer; the caller counts its own time and asks again. */
    if (count < 0) return errno == EINTR ? 0 : -errno;

    int ready = 0;
    if (watched[0].revents & (POLLIN | POLLHUP | POLLERR)) ready |= VARV_READY_READ;
    if (watched[0].revents & POLLOUT) ready |= VARV_READY_WRITE;
    if (watched[1].revents) ready |= VARV_READY_EXIT;
    if (watched[2].revents & POLLIN) ready |= VARV_READY_WAKE;
    return ready;
}

int varv_wait_exit(int pidfd, int milliseconds) {
    struct pollfd watched = {.fd = pidfd, .events = POLLIN};
    int count = poll(&watched, 1, milliseconds);
    return count >= 0 ? count : errno == EINTR ? 0 : -errno;
}

ssize_t varv_send_now(int socket, const void *bytes, size_t count) {
    for (;;) {
        ssize_t sent = send(socket, bytes, count, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent >= 0) return sent;
        if (errno != EINTR) return -errno;
    }
}

ssize_t varv_receive_now(int socket, void *bytes, size_t count) {
    for (;;) {
        ssize_t received = recv(socket, bytes, count, MSG_DONTWAIT);
        if (received >= 0) return received;
        if (errno != EINTR) return -errno;
    }
}
