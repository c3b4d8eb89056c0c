#include "store/people_life.h"

#include "store/people_inside.h"

enum err people_mail_set(struct people *people, const char *wave,
                         const struct people_mail *mail)
{
    struct db_query q = db_query_start(people->db, PEOPLE_MAIL_SET);
    db_bind_text(&q, 1, wave);
    db_bind_int(&q, 2, mail->round);
    db_bind_text(&q, 3, mail->person);
    db_bind_int(&q, 4, mail->state);
    db_bind_int(&q, 5, mail->reply);
    return db_run(&q);
}

enum err people_mail_forget(struct people *people, const char *wave,
                            unsigned round, const char *person)
{
    struct db_query q = db_query_start(people->db, PEOPLE_MAIL_DROP);
    db_bind_text(&q, 1, wave);
    db_bind_int(&q, 2, round);
    db_bind_text(&q, 3, person);
    return db_run(&q);
}

enum err people_mails_each(struct people *people, const char *wave,
                           enum err (*fn)(void *ctx,
                                          const struct people_mail *mail),
                           void *ctx)
{
    bool has_row = false;
    enum err e = ERR_OK;
    struct db_query q = db_query_start(people->db, PEOPLE_MAIL_EACH);
    db_bind_text(&q, 1, wave);
    while ((e = db_query_next(&q, &has_row)) == ERR_OK && has_row) {
        const struct people_mail mail = {
            .round = (unsigned)db_int(&q, 0),
            .person = db_text(&q, 1),
            .state = (enum people_mail_state)db_int(&q, 2),
            .reply = (unsigned)db_int(&q, 3),
        };
        e = fn(ctx, &mail);
        if (e != ERR_OK)
            break;
    }
    db_query_end(&q);
    return e;
}

enum err people_round_set(struct people *people, const char *wave,
                          const struct people_round *round)
{
    struct db_query q = db_query_start(people->db, PEOPLE_ROUND_SET);
    db_bind_text(&q, 1, wave);
    db_bind_int(&q, 2, round->round);
    db_bind_int(&q, 3, round->begun_sec);
    db_bind_int(&q, 4, round->done_sec);
    return db_run(&q);
}

enum err people_rounds_each(struct people *people, const char *wave,
                            enum err (*fn)(void *ctx,
                                           const struct people_round *round),
                            void *ctx)
{
    bool has_row = false;
    enum err e = ERR_OK;
    struct db_query q = db_query_start(people->db, PEOPLE_ROUND_EACH);
    db_bind_text(&q, 1, wave);
    while ((e = db_query_next(&q, &has_row)) == ERR_OK && has_row) {
        const struct people_round round = {
            .round = (unsigned)db_int(&q, 0),
            .begun_sec = db_int(&q, 1),
            .done_sec = db_int(&q, 2),
        };
        e = fn(ctx, &round);
        if (e != ERR_OK)
            break;
    }
    db_query_end(&q);
    return e;
}
