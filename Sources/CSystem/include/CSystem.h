/*
 * What only C can say: starting a worker with nothing but its two descriptors, waiting for that one child, and
 * the locks a worker puts on itself before a script's first byte. Knows neither Lua nor schools.
 *
 * Every function returns 0 or a descriptor on success and -errno on failure, unless it says otherwise; none
 * touches errno's meaning for the caller, and none on the host's side changes process-wide state.
 */
#ifndef VARV_CSYSTEM_H
#define VARV_CSYSTEM_H

#if !defined(__linux__)
#error "Varv runs on Linux: the border around routines is built of pidfd, landlock and seccomp."
#endif

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- What both sides know ------------------------------------------------------------------------------ */

/* Why a worker ended, as its exit status: the verdict never depends on bytes on the socket. How much was used comes
   from the kernel's own count, which the worker cannot write. */
enum varv_exit {
    VARV_EXIT_CLEAN = 0,
    VARV_EXIT_PROCESSOR_TIME = 20,
    VARV_EXIT_MEMORY = 21,
    VARV_EXIT_OUTPUT = 22,
    VARV_EXIT_PROTOCOL = 23,
    VARV_EXIT_LOCKDOWN = 24,
    VARV_EXIT_HOST_GONE = 25,
    VARV_EXIT_LUA_PANIC = 26,
    VARV_EXIT_TOLD = 27, /* the host asked for last words, and has its own verdict */
};

/* The descriptors a worker is born with, besides 0-2 on /dev/null. */
enum varv_descriptor { VARV_SOCKET = 3, VARV_INPUT = 4 };

/* A frame is a little-endian UInt32 payload length, a UInt8 type, and the payload. The last words are the routine's
   line (UInt32, 0 when unknown), the bytes it asked for (UInt64, 0 when that is not the matter) and its file's name. */
enum varv_wire {
    VARV_FRAME_HEADER = 5,
    VARV_FRAME_MAX_PAYLOAD = 1 << 20,
    VARV_FRAME_LAST_WORDS = 0xFD,
    VARV_FRAME_PROBE = 0xFE,
};

/* The layers of the lock-down; a set bit means that it is active. Runs are stored with these bits, so a number once
   given is never used for something else. */
enum varv_layer {
    VARV_LAYER_SCRIPT_THREAD = 1 << 0,   /* a stack of known size under the script */
    VARV_LAYER_HOST_WATCH = 1 << 1,      /* ends with its host, also in the middle of a loop */
    VARV_LAYER_TIMER = 1 << 2,           /* processor time, exact */
    VARV_LAYER_UNDUMPABLE = 1 << 3,      /* no core files, no ptrace by other processes */
    VARV_LAYER_NO_NEW_PRIVILEGES = 1 << 4,
    VARV_LAYER_LANDLOCK = 1 << 5,        /* no file, and no TCP port where the kernel knows of them */
    VARV_LAYER_LANDLOCK_SCOPE = 1 << 6,  /* no signal and no abstract socket to the outside */
    VARV_LAYER_MEMORY_LIMIT = 1 << 7,    /* RLIMIT_AS and RLIMIT_DATA */
    VARV_LAYER_PROCESSOR_LIMIT = 1 << 8, /* RLIMIT_CPU, the backstop of the timer */
    VARV_LAYER_FILE_LIMITS = 1 << 9,     /* RLIMIT_CORE 0, FSIZE 0, NOFILE 5 */
    VARV_LAYER_PROCESS_LIMIT = 1 << 10,  /* RLIMIT_NPROC 0; the kernel does not hold root to it */
    VARV_LAYER_SECCOMP = 1 << 11,        /* the short list of system calls */
};

/* What the self test tries, after the lock-down; a set bit in its answer means that it was refused. */
enum varv_attempt {
    VARV_ATTEMPT_OPEN = 1 << 0,
    VARV_ATTEMPT_CREATE = 1 << 1,
    VARV_ATTEMPT_OWN_PROC = 1 << 2,  /* /proc/self: mem, maps, environ */
    VARV_ATTEMPT_HOST_PROC = 1 << 3, /* the host's /proc, and its memory */
    VARV_ATTEMPT_STREAMS = 1 << 4,   /* writing to descriptors 0-2 */
    VARV_ATTEMPT_INPUT = 1 << 5,     /* writing to, cutting or opening anew the input */
    VARV_ATTEMPT_TCP = 1 << 6,
    VARV_ATTEMPT_UNIX_SOCKET = 1 << 7, /* by path and by abstract name */
    VARV_ATTEMPT_FORK = 1 << 8,        /* fork, vfork, a thread */
    VARV_ATTEMPT_EXEC = 1 << 9,
    VARV_ATTEMPT_KILL_HOST = 1 << 10,
    VARV_ATTEMPT_KILL = 1 << 11, /* its group, and itself with what is no abort */
    VARV_ATTEMPT_PTRACE = 1 << 12,
    VARV_ATTEMPT_EXECUTABLE_MEMORY = 1 << 13, /* mmap and mprotect */
    VARV_ATTEMPT_MEMORY_FILE = 1 << 14,
    VARV_ATTEMPT_KERNEL = 1 << 15, /* io_uring, bpf, keyctl, userfaultfd */
    VARV_ATTEMPT_DUMPABLE = 1 << 16,
    VARV_ATTEMPT_LIMITS = 1 << 17, /* raising a limit, more processor time */
    VARV_ATTEMPT_SIGNALS = 1 << 18, /* ignoring and blocking the timer's signal */
    VARV_ATTEMPT_ALL = (1 << 19) - 1,
};

/* ---- The host's side ------------------------------------------------------------------------------------ */

struct varv_child {
    pid_t pid;
    int pidfd;  /* close-on-exec, owned by the caller */
    int socket; /* the host's end, close-on-exec, owned by the caller */
    int64_t inherited_peak; /* the host's own peak at the start, which the kernel counts as the child's too */
};

/*
 * Starts the program at `path` (absolute, never searched for) in a session of its own with an empty
 * environment, default signal mask and dispositions, 0-2 on /dev/null, 3 a socket, 4 the input, nothing else.
 * `input` is -1 or a regular file or memfd; the child gets a read-only description of its own, so that its
 * seeking never moves the caller's offset, and the caller keeps the descriptor. `argv` ends with NULL.
 * posix_spawn only: safe in a host with threads.
 */
int varv_spawn(const char *path, char *const argv[], int input, struct varv_child *child);

struct varv_usage {
    int exited;                     /* 1: `status` is an exit status; 0: it is the signal that ended it */
    int status;
    int64_t processor_microseconds; /* user and system */
    int64_t peak_bytes;             /* largest resident size; 0 when it never grew past the inherited peak */
};

/* An empty file in memory, close-on-exec: what a worker reads when there is no file on disk. */
int varv_memory_file(void);

/* Lets nobody write to such a file any more: landlock does not know it as a file, so it could else be opened anew. */
int varv_seal(int fd);

/* Waits for this child and no other, and reaps it. -ECHILD when somebody else in the process already has. */
int varv_reap(struct varv_child child, struct varv_usage *usage);

/* Sends a signal through the pidfd, so that it never reaches another process with the same number. */
int varv_signal(int pidfd, int signal);

/* An eventfd, close-on-exec: one thread wakes another's varv_wait. */
int varv_wakeup_open(void);
void varv_wakeup_post(int fd);
void varv_wakeup_clear(int fd);

enum varv_ready {
    VARV_READY_READ = 1 << 0,  /* the socket has bytes, or its end */
    VARV_READY_WRITE = 1 << 1, /* the socket takes bytes */
    VARV_READY_EXIT = 1 << 2,  /* the child has ended */
    VARV_READY_WAKE = 1 << 3,  /* the wake-up was posted */
};

/* Waits for any of these; `milliseconds` -1 is for ever. Returns a set of varv_ready, 0 at the deadline. */
int varv_wait(struct varv_child child, int wakeup, int for_writing, int milliseconds);

/* Processor time the child has used until now, in microseconds, by the kernel's count; -errno. Not after varv_reap. */
int64_t varv_processor_time(struct varv_child child);

/* Waits for the child's end alone: 1 when it has ended, 0 at the deadline or a signal, -errno. */
int varv_wait_exit(int pidfd, int milliseconds);

/* Starts a detached thread of this name (15 bytes count) and stack. Foundation's own names the wrong thread when
   the new one is quicker than the one that started it. */
int varv_start_thread(const char *name, size_t stack_bytes, void (*work)(void *context), void *context);

/* Neither blocks nor raises SIGPIPE. Bytes moved; 0 at the peer's end (receive); -EAGAIN when it would block. */
ssize_t varv_send_now(int socket, const void *bytes, size_t count);
ssize_t varv_receive_now(int socket, void *bytes, size_t count);

/* ---- The worker's side ---------------------------------------------------------------------------------- */

struct varv_lockdown {
    int64_t processor_milliseconds; /* more than 0 */
    int64_t memory_bytes;           /* the script's budget; the kernel's limit lies above what is used now plus this */
    size_t stack_bytes;             /* the script thread's stack; design: 16 MiB */
    int renewable;                  /* 1: varv_renew_processor_time stays possible (a REPL: a budget an entry) */
    int refuse_with_errno;          /* 1: for the self test only; a refused call fails instead of ending the worker */
    /* All async-signal-safe and called on the script thread; may be NULL. */
    void (*on_interrupt)(void);                /* at SIGUSR1 */
    int (*stop)(void);                         /* the script's next instruction ends the worker; 0: there is no script */
    int (*where)(char *file, size_t room);     /* writes the file's name and returns the routine's line, or 0 */
};

/*
 * Makes the script thread, locks the whole process, and calls `body` on that thread with the layers that became
 * active. Never returns: what `body` returns is the exit status (by _exit: nothing is torn down). Ends with
 * VARV_EXIT_LOCKDOWN when thread, timer or resource limits cannot be had; a kernel without landlock or seccomp
 * gets the rest. Called once, from the main thread, before any other thread exists.
 */
_Noreturn void varv_lock_down(const struct varv_lockdown *plan, int (*body)(void *context, uint32_t layers),
                              void *context);

/* Gives the script this much processor time from now. Only after a renewable lock-down. */
int varv_renew_processor_time(int64_t milliseconds);

/* The landlock ABI of the running kernel, 0 when there is none. */
int varv_landlock_abi(void);

/* Tries what a worker must not be able to. Only after a lock-down with refuse_with_errno. */
uint32_t varv_self_test(void);

/* Says where the routine is, when that is known and can be said, and ends the process; from the script thread or a
   handler on it. `asked` is how many bytes it wanted, 0 when that is not the matter. */
_Noreturn void varv_end_at_limit(int status, int64_t asked);

/* Ends the process now, from any thread or handler. */
_Noreturn void varv_exit_now(int status);

/* Blocking, whole count, through signals. 0, -EPIPE at the host's end, or -errno. */
int varv_read_fully(int fd, void *bytes, size_t count);
int varv_write_fully(int fd, const void *bytes, size_t count);

#ifdef __cplusplus
}
#endif
#endif
