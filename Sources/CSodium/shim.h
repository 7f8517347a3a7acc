/* The installed libsodium (Debian: libsodium-dev): SHA-256, keyed hashes, random bytes. */
#ifndef VARV_CSODIUM_H
#define VARV_CSODIUM_H

#include <sodium.h>

#endif
