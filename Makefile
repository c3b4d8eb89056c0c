# Chorus. `make help` lists what there is.
MAKEFLAGS += --no-builtin-rules
.DELETE_ON_ERROR:

B       ?= build
PORT    ?= 8080
DEMO_DIR ?= demo
PREFIX  ?= /usr/local
CC      = gcc
CXX     = g++
SAN     ?=
WERROR  ?= $(if $(CI),-Werror)
Q       = $(if $(V),,@)

ARCH    := $(shell uname -m)
OPT     ?= -O2
WARN    = -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow \
  -Wvla -Walloca -Wformat=2 -Wcast-qual -Wwrite-strings -Wundef -Wnull-dereference
WARN_C  = -Wstrict-prototypes -Wmissing-prototypes
HARDEN  = $(if $(SAN),,-D_FORTIFY_SOURCE=3) -fstack-protector-strong \
  -fstack-clash-protection $(if $(filter x86_64,$(ARCH)),-fcf-protection=full) \
  -ftrivial-auto-var-init=zero -fPIE
CPPFLAGS = -Isrc -I$(B)/gen -D_GNU_SOURCE -DCHORUS_SHARE=\"$(PREFIX)/share/chorus\"
CFLAGS  = -std=c17 $(OPT) -g $(WARN) $(WARN_C) $(WERROR) $(HARDEN) $(SAN)
CXXFLAGS = -std=c++17 $(OPT) -g $(WARN) $(WERROR) $(HARDEN) $(SAN)
LDFLAGS = -pie -Wl,-z,relro,-z,now,-z,noexecstack $(SAN)
LDLIBS_CHORUS  = -lsodium -lsqlite3 -ljansson -lctemplate -lcurl -lmicrohttpd -lpthread -lstdc++
LDLIBS_CHORUSD = -lsodium -lsqlite3 -ljansson -lctemplate -lmicrohttpd -lpthread -lstdc++

# One archive a room. Two rooms are cut in two, so that a program that must not
# hold a power does not even link against it: what opens a ballot and what reads
# sealed ballots are archives of their own (src/LAYERS, tests/http/symbols).
ROOMS   := base survey token ballot wave ceremony stats store roster collect \
  release report staff render http web voter cli
APART   := src/ballot/open.c src/store/ballots_read.c src/release/published.c
obj     = $(patsubst src/%.c,$(B)/obj/%.o,$(filter %.c,$(1))) \
  $(patsubst src/%.cc,$(B)/obj/%.o,$(filter %.cc,$(1)))
room    = $(call obj,$(filter-out $(APART),$(wildcard src/$(1)/*.c src/$(1)/*.cc)))
lib     = $(patsubst %,$(B)/lib/%.a,$(1))

.PHONY: all
all: $(B)/chorus $(B)/chorusd $(B)/client/.built

define room_rule
$(B)/lib/$(1).a: $(call room,$(1))
endef
$(foreach r,$(ROOMS),$(eval $(call room_rule,$(r))))
$(B)/lib/ballot_open.a: $(B)/obj/ballot/open.o
$(B)/lib/ballots_read.a: $(B)/obj/store/ballots_read.o
$(B)/lib/published.a: $(B)/obj/release/published.o
ALL_LIBS = $(call lib,$(ROOMS) ballot_open ballots_read published)

$(B)/lib/%.a:
	@mkdir -p $(@D); rm -f $@
	$(Q)ar rcs $@ $^

# Schemas become C strings: src/store/schema/NAME.sql -> build/gen/NAME.sql.h
$(B)/gen/%.sql.h: src/store/schema/%.sql
	@mkdir -p $(@D)
	$(Q)sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/.*/"&\\n"/' $< > $@
GEN := $(patsubst src/store/schema/%.sql,$(B)/gen/%.sql.h,$(wildcard src/store/schema/*.sql))

$(B)/obj/%.o: src/%.c | $(GEN)
	@mkdir -p $(@D)
	@echo "  CC   $<"
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c $< -o $@
$(B)/obj/%.o: src/%.cc
	@mkdir -p $(@D)
	@echo "  CXX  $<"
	$(Q)$(CXX) $(CPPFLAGS) $(CXXFLAGS) -MMD -MP -c $< -o $@

CHORUS_ROOMS  = cli voter roster release published ceremony ballot_open ballots_read \
  report staff stats render http token ballot wave store survey base
CHORUSD_ROOMS = web collect http report published staff stats render token wave store survey base
$(B)/chorus: $(B)/obj/chorus.o $(call lib,$(CHORUS_ROOMS))
	@echo "  LD   $@"
	$(Q)$(CC) $(LDFLAGS) -o $@ $< -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(LDLIBS_CHORUS)
$(B)/chorusd: $(B)/obj/chorusd.o $(call lib,$(CHORUSD_ROOMS))
	@echo "  LD   $@"
	$(Q)$(CC) $(LDFLAGS) -o $@ $< -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(LDLIBS_CHORUSD)

# Unit tests: tests/unit/NAME.c, one program each, linked with the whole house
# (or with TEST_ROOMS="base token", while a room is being rebuilt).
TEST_ROOMS ?= $(ROOMS) ballot_open ballots_read published
UNIT_TESTS = $(patsubst tests/unit/%.c,$(B)/tests/unit/%,$(wildcard tests/unit/*.c))
$(B)/tests/unit/%: tests/unit/%.c $(call lib,$(TEST_ROOMS))
	@mkdir -p $(@D)
	@echo "  TEST $<"
	$(Q)$(CC) $(CPPFLAGS) -Itests $(CFLAGS) -Wno-missing-prototypes -MMD -MP $(LDFLAGS) \
	  -o $@ $< -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(LDLIBS_CHORUS) -lcmocka

-include $(shell find $(B) -name '*.d' 2>/dev/null)
