/* Where the words and pages that ship are. */
#ifndef CHORUS_CLI_TEMPLATES_DIR_H
#define CHORUS_CLI_TEMPLATES_DIR_H

#include "base/file.h"

/* In the work tree that this program was built in, else in the share folder of
 * the installation. Errors: ERR_NOT_FOUND (NOTE says where it looked). */
BASE_MUST_USE enum err cli_templates_dir(struct file_path *out_dir,
                                         struct err_note *note);

#endif
