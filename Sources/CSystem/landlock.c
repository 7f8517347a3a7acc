#define _GNU_SOURCE
#include "CSystem.h"
#include "layers.h"

#include <sys/syscall.h>
#include <unistd.h>

/* Written out here because the kernel that runs may know more than the headers we were built with. */
struct ruleset {
    uint64_t handled_access_fs;
    uint64_t handled_access_net;
    uint64_t scoped;
};

enum { ASK_VERSION = 1 };

static long create_ruleset(const struct ruleset *ruleset, size_t size, unsigned flags) {
    return syscall(SYS_landlock_create_ruleset, ruleset, size, flags);
}

int varv_landlock_abi(void) {
    long version = create_ruleset(NULL, 0, ASK_VERSION);
    return version > 0 ? (int)version : 0;
}

/* A ruleset that handles every access its ABI knows and allows none. */
uint32_t varv_apply_landlock(void) {
    int abi = varv_landlock_abi();
    if (abi < 1) return 0;
    int file_rights = abi >= 5 ? 16 : abi >= 3 ? 15 : abi == 2 ? 14 : 13;
    struct ruleset nothing = {
        .handled_access_fs = (1ull << file_rights) - 1,
        .handled_access_net = abi >= 4 ? 3 : 0, /* bind and connect, TCP */
        .scoped = abi >= 6 ? 3 : 0,             /* abstract sockets, signals */
    };
    int fd = (int)create_ruleset(&nothing, sizeof nothing, 0);
    if (fd < 0) return 0;
    long applied = syscall(SYS_landlock_restrict_self, fd, 0);
    close(fd);
    if (applied != 0) return 0;
    return VARV_LAYER_LANDLOCK | (nothing.scoped ? VARV_LAYER_LANDLOCK_SCOPE : 0u);
}
