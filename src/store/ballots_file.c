#include "store/ballots_file.h"

static const char schema_1[] =
#include "ballots_1.sql.h"
    ;

const char *const ballots_file_migrations[BALLOTS_FILE_MIGRATIONS] = {
    schema_1,
};
