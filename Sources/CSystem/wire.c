#define _GNU_SOURCE
#include "CSystem.h"
#include "layers.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

int varv_read_fully(int fd, void *bytes, size_t count) {
    char *next = bytes;
    while (count > 0) {
        ssize_t got = read(fd, next, count);
        if (got == 0) return -EPIPE;
        if (got < 0) {
            if (errno == EINTR) continue;
            return -errno;
        }
        next += got;
        count -= (size_t)got;
    }
    return 0;
}

/* send, not write: a host that is gone must not end us by SIGPIPE. */
int varv_write_fully(int fd, const void *bytes, size_t count) {
    const char *next = bytes;
    int result = 0;
    varv_inside_frame = 1;
    while (count > 0) {
        ssize_t put = send(fd, next, count, MSG_NOSIGNAL);
        if (put < 0) {
            if (errno == EINTR) continue;
            result = -errno;
            break;
        }
        next += put;
        count -= (size_t)put;
    }
    varv_inside_frame = 0;
    return result;
}
