/*
 * Where a server listens: this machine's loopback or a Unix socket, nowhere
 * else.
 */
#ifndef CHORUS_HTTP_LISTEN_H
#define CHORUS_HTTP_LISTEN_H

#include "base/err.h"

#include <stdbool.h>
#include <sys/un.h>

#define HTTP_SOCKET_PATH_SIZE sizeof(((struct sockaddr_un *)0)->sun_path)

struct http_listen {
    bool is_unix;
    bool is_ipv6;
    uint16_t port;                    /* 0: any that is free */
    char path[HTTP_SOCKET_PATH_SIZE]; /* of a socket */
};

/*
 * Reads 127.0.0.1:PORT, localhost:PORT, [::1]:PORT or unix:PATH.
 * Errors: ERR_DENIED for an address that others can reach, ERR_FORMAT for
 * anything else; NOTE says what is possible.
 */
BASE_MUST_USE enum err http_listen_parse(const char *text,
                                         struct http_listen *out_listen,
                                         struct err_note *note);

/*
 * Binds and listens. A Unix socket that nobody answers on is replaced; its mode
 * is 0660, the folder decides who comes in.
 * Out: OUT_FD, which the caller closes; OUT_PORT, 0 for a Unix socket.
 * Errors: ERR_EXISTS (in use, or the path is no socket), ERR_IO; NOTE.
 */
BASE_MUST_USE enum err http_listen_open(const struct http_listen *listen,
                                        int *out_fd, uint16_t *out_port,
                                        struct err_note *note);

/* Closes what http_listen_open opened (FD may be -1: it is closed already) and
 * removes a Unix socket's file. */
void http_listen_close(const struct http_listen *listen, int fd);

#endif
