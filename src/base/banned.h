/*
 * Functions that no file of Chorus may call: each has an unbounded or stateful
 * form of something that base/ does safely. Included through err.h, so that
 * every translation unit sees it.
 */
#ifndef CHORUS_BASE_BANNED_H
#define CHORUS_BASE_BANNED_H

#ifndef __cplusplus
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf gets
#pragma GCC poison strtok strtok_r atoi atol atof
#pragma GCC poison asctime ctime gmtime localtime rand srand
#endif

#endif
