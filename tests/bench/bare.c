/*
 * A yardstick: libmicrohttpd alone, with the body, the header fields and the
 * threads of a page of Chorus, and nothing else. Prints READY and its port;
 * ends with its standard input.
 *
 *   bare THREADS BODY HEADERS    (HEADERS: a file of lines "Name: value")
 */
#include "base/file.h"

#include <microhttpd.h>

static enum MHD_Result answer(void *cls, struct MHD_Connection *connection,
                              const char *url, const char *method,
                              const char *version, const char *upload,
                              size_t *upload_len, void **seen)
{
    (void)url;
    (void)method;
    (void)version;
    (void)upload;
    if (*seen == NULL) { /* as Chorus: the answer comes after the head */
        *seen = cls;
        return MHD_YES;
    }
    if (*upload_len > 0) {
        *upload_len = 0;
        return MHD_YES;
    }
    return MHD_queue_response(connection, MHD_HTTP_OK, cls);
}

static bool add_headers(struct MHD_Response *response, char *lines)
{
    for (char *line = lines; *line != '\0';) {
        char *end = strchr(line, '\n');
        char *value = strstr(line, ": ");
        if (end == NULL || value == NULL || value > end)
            return false;
        *end = '\0';
        *value = '\0';
        if (MHD_add_response_header(response, line, value + 2) != MHD_YES)
            return false;
        line = end + 1;
    }
    return true;
}

static int serve(unsigned threads, struct buf *body, struct buf *headers)
{
    char *lines = strdup(buf_text(headers));
    struct MHD_Response *response = MHD_create_response_from_buffer(
        body->len, body->data, MHD_RESPMEM_MUST_COPY);
    if (response == NULL || lines == NULL || !add_headers(response, lines))
        return 1;
    struct MHD_Daemon *d =
        MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD, 0, NULL, NULL, answer,
                         response, MHD_OPTION_THREAD_POOL_SIZE, threads,
                         MHD_OPTION_CONNECTION_LIMIT, 4096u, MHD_OPTION_END);
    if (d == NULL)
        return 1;
    printf("READY http://127.0.0.1:%u\n",
           MHD_get_daemon_info(d, MHD_DAEMON_INFO_BIND_PORT)->port);
    (void)fflush(stdout);
    while (getchar() != EOF)
        continue;
    MHD_stop_daemon(d);
    MHD_destroy_response(response);
    free(lines);
    return 0;
}

int main(int argc, char **argv)
{
    struct buf body = BUF_INIT;
    struct buf headers = BUF_INIT;
    struct err_note note = {""};
    if (argc != 4)
        return 2;
    if (file_read(argv[2], 64u << 20, &body, &note) != ERR_OK ||
        file_read(argv[3], 1u << 20, &headers, &note) != ERR_OK) {
        fprintf(stderr, "bare: %s\n", note.text);
        return 1;
    }
    int status = serve((unsigned)strtoul(argv[1], NULL, 10), &body, &headers);
    buf_free(&body);
    buf_free(&headers);
    return status;
}
