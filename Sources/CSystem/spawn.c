#define _GNU_SOURCE
#include "CSystem.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Above every number the child's own descriptors get, so that no dup2 covers a source still needed. */
enum { CLEAR_OF_CHILD = 16 };

static int close_keeping(int fd, int result) {
    if (fd >= 0) close(fd);
    return result;
}

/* A read-only description with an offset of its own. Without /proc the caller's description is shared, but then
   only if it cannot be written through. */
static int private_input(int input) {
    struct stat about;
    if (fstat(input, &about) != 0) return -errno;
    if (!S_ISREG(about.st_mode)) return -EINVAL;

    char name[32];
    snprintf(name, sizeof name, "/proc/self/fd/%d", input);
    int opened = open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (opened >= 0) {
        int high = fcntl(opened, F_DUPFD_CLOEXEC, CLEAR_OF_CHILD);
        return close_keeping(opened, high < 0 ? -errno : high);
    }
    int flags = fcntl(input, F_GETFL);
    if (flags < 0) return -errno;
    if ((flags & O_ACCMODE) != O_RDONLY) return -EACCES;
    int high = fcntl(input, F_DUPFD_CLOEXEC, CLEAR_OF_CHILD);
    return high < 0 ? -errno : high;
}

static int describe(posix_spawn_file_actions_t *actions, posix_spawnattr_t *attributes, int socket, int input) {
    int e;
    if ((e = posix_spawn_file_actions_addopen(actions, 0, "/dev/null", O_RDWR, 0))) return e;
    if ((e = posix_spawn_file_actions_adddup2(actions, 0, 1))) return e;
    if ((e = posix_spawn_file_actions_adddup2(actions, 0, 2))) return e;
    if ((e = posix_spawn_file_actions_adddup2(actions, socket, VARV_SOCKET))) return e;
    if (input >= 0 && (e = posix_spawn_file_actions_adddup2(actions, input, VARV_INPUT))) return e;
    int first_unused = input >= 0 ? VARV_INPUT + 1 : VARV_INPUT;
    if ((e = posix_spawn_file_actions_addclosefrom_np(actions, first_unused))) return e;

    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    if ((e = posix_spawnattr_setsigmask(attributes, &none))) return e;
    if ((e = posix_spawnattr_setsigdefault(attributes, &all))) return e;
    return posix_spawnattr_setflags(attributes,
                                    POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
}

static int spawn_with(const char *path, char *const argv[], int socket, int input, pid_t *pid) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int e = posix_spawn_file_actions_init(&actions);
    if (e) return -e;
    e = posix_spawnattr_init(&attributes);
    if (!e) {
        char *empty_environment[] = {NULL};
        e = describe(&actions, &attributes, socket, input);
        if (!e) e = posix_spawn(pid, path, &actions, &attributes, argv, empty_environment);
        posix_spawnattr_destroy(&attributes);
    }
    posix_spawn_file_actions_destroy(&actions);
    return -e;
}

int varv_spawn(const char *path, char *const argv[], int input, struct varv_child *child) {
    if (path[0] != '/') return -EINVAL;
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return -errno;

    int theirs = fcntl(ends[1], F_DUPFD_CLOEXEC, CLEAR_OF_CHILD);
    int result = theirs < 0 ? -errno : 0;
    close(ends[1]);
    int given = -1;
    if (result == 0 && input >= 0) {
        given = private_input(input);
        if (given < 0) result = given;
    }
    pid_t pid = -1;
    if (result == 0) result = spawn_with(path, argv, theirs, given, &pid);
    if (theirs >= 0) close(theirs);
    if (given >= 0) close(given);
    if (result != 0) return close_keeping(ends[0], result);

    /* Until its exec the child ran in our memory, and exec carries that peak into its ru_maxrss. Read afterwards,
       so that it is never smaller than what was carried. */
    struct rusage ours = {0};
    getrusage(RUSAGE_SELF, &ours);
    *child = (struct varv_child){
        .pid = pid, .pidfd = -1, .socket = ends[0], .inherited_peak = (int64_t)ours.ru_maxrss * 1024};

    int pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
    if (pidfd < 0) {
        /* The number is still ours: nobody has reaped it. */
        int e = errno;
        struct varv_usage ignored;
        kill(pid, SIGKILL);
        varv_reap(*child, &ignored);
        return close_keeping(ends[0], -e);
    }
    fcntl(pidfd, F_SETFD, FD_CLOEXEC);
    child->pidfd = pidfd;
    return 0;
}

int varv_memory_file(void) {
    int fd = memfd_create("varv-input", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    return fd >= 0 ? fd : -errno;
}

int varv_seal(int fd) {
    return fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) == 0 ? 0 : -errno;
}
