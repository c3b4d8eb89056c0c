/*
 * The form of an e-mail address, as offices use them: the plain half of RFC
 * 5321, without quoted names, address literals or other alphabets.
 */
#ifndef CHORUS_ROSTER_EMAIL_H
#define CHORUS_ROSTER_EMAIL_H

#include <stdbool.h>

#define EMAIL_MAX 254 /* bytes; RFC 5321, 4.5.3.1.3 */

/*
 * Whether TEXT is name@domain: a name of 1 to 64 letters, digits and
 * !#$%&'*+-/=?^_`{|}~ with single inner dots, which does not begin like a
 * spreadsheet's formula; a domain of at least two parts.
 */
bool email_is_valid(const char *text);

#endif
