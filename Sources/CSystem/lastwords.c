#define _GNU_SOURCE
#include "CSystem.h"
#include "layers.h"

#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/*
 * A worker that ends at a limit says where the routine was: one frame, then its exit status. The frame is for the
 * person to read and the host believes none of it; the status is the verdict, the kernel's counts are the numbers.
 *
 * It may be said from a signal handler in the middle of anything, so nothing here allocates or locks, and looking at a
 * call stack that is being moved may fault: then the process ends with the same status and says nothing.
 */

enum { LONGEST_NAME = 255, PATIENCE_MS = 100, WORDS = VARV_FRAME_HEADER + 12 };

volatile sig_atomic_t varv_inside_frame;

static int (*where)(char *file, size_t room);
/* The status to end with when looking goes wrong; 0 while nobody looks. */
static volatile sig_atomic_t looking;

static void looking_went_wrong(int signal) {
    (void)signal;
    if (looking) _exit(looking);
    /* SA_RESETHAND: the fault comes again at once, and is then the crash that it is. */
}

void varv_prepare_last_words(int (*place)(char *file, size_t room)) {
    struct sigaction action = {.sa_handler = looking_went_wrong, .sa_flags = SA_RESETHAND};
    where = place;
    sigaction(SIGSEGV, &action, NULL);
    sigaction(SIGBUS, &action, NULL);
}

static unsigned char *put(unsigned char *at, uint64_t value, int bytes) {
    for (int i = 0; i < bytes; i++) *at++ = (unsigned char)(value >> 8 * i);
    return at;
}

_Noreturn void varv_end_at_limit(int status, int64_t asked) {
    unsigned char words[WORDS + LONGEST_NAME + 1];
    char *file = (char *)words + WORDS;
    /* Inside a frame there is no room for another; while looking, the answer does not come. */
    if (!where || varv_inside_frame || looking) _exit(status);
    looking = status;

    file[0] = 0;
    int line = where(file, LONGEST_NAME + 1);
    size_t length = strnlen(file, LONGEST_NAME);
    unsigned char *at = put(words, 12 + length, 4);
    *at++ = VARV_FRAME_LAST_WORDS;
    at = put(at, line > 0 ? (uint64_t)line : 0, 4);
    put(at, asked > 0 ? (uint64_t)asked : 0, 8);

    /* So short a message goes whole or not at all. The host may be busy; nobody waits long for it. */
    for (int turn = 0; turn < 2; turn++) {
        if (send(VARV_SOCKET, words, WORDS + length, MSG_NOSIGNAL | MSG_DONTWAIT) >= 0) break;
        struct pollfd host = {.fd = VARV_SOCKET, .events = POLLOUT};
        if (turn == 0) poll(&host, 1, PATIENCE_MS);
    }
    _exit(status);
}
