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
# The folder of the sources is in no file: built elsewhere, they give the same bytes.
HARDEN  = $(if $(SAN),,-D_FORTIFY_SOURCE=3 -ffile-prefix-map=$(CURDIR)=.) -fstack-protector-strong \
  -fstack-clash-protection $(if $(filter x86_64,$(ARCH)),-fcf-protection=full) \
  -ftrivial-auto-var-init=zero -fPIE
CPPFLAGS = -Isrc -I$(B)/gen -D_GNU_SOURCE -DCHORUS_SHARE=\"$(PREFIX)/share/chorus\"
CFLAGS  = -std=c17 $(OPT) -g $(WARN) $(WARN_C) $(WERROR) $(HARDEN) $(SAN)
CXXFLAGS = -std=c++17 $(OPT) -g $(WARN) $(WERROR) $(HARDEN) $(SAN)
LDFLAGS = -pie -Wl,--as-needed -Wl,-z,relro,-z,now,-z,noexecstack $(SAN)

# What prints: cairo, pango, librsvg, libxlsxwriter, libqrencode. Their headers
# are not held to our warnings.
PRINT   = cairo pangocairo librsvg-2.0 xlsxwriter
PRINT_CFLAGS := $(patsubst -I%,-isystem %,$(shell pkg-config --cflags-only-I $(PRINT) libqrencode 2>/dev/null))
PRINT_LIBS := $(shell pkg-config --libs $(PRINT) 2>/dev/null)
$(B)/obj/report/% $(B)/obj/roster/sheet.o $(B)/obj/roster/merge_xlsx.o: CPPFLAGS += $(PRINT_CFLAGS)
$(B)/tests/unit/test_report_print: private CPPFLAGS += $(PRINT_CFLAGS)

LDLIBS_CHORUS  = -lsodium -lsqlite3 -ljansson -lctemplate -lcurl -lmicrohttpd -lz $(PRINT_LIBS) -lqrencode -lpthread -lm -lstdc++
LDLIBS_CHORUSD = -lsodium -lsqlite3 -ljansson -lctemplate -lmicrohttpd -lz -lseccomp $(PRINT_LIBS) -lpthread -lm -lstdc++

# One archive a room. Two rooms are cut in two, so that a program that must not
# hold a power does not even link against it: what opens a ballot and what reads
# sealed ballots are archives of their own (src/LAYERS, tests/http/symbols).
ROOMS   := base survey token ballot wave ceremony stats store roster collect \
  release report staff conduct render http web office voter cli audit cage
PUBLISHED := $(wildcard src/release/published*.c)
APART   := src/ballot/open.c src/store/ballots_read.c $(PUBLISHED)
obj     = $(patsubst src/%.c,$(B)/obj/%.o,$(filter %.c,$(1))) \
  $(patsubst src/%.cc,$(B)/obj/%.o,$(filter %.cc,$(1)))
room    = $(call obj,$(filter-out $(APART),$(wildcard src/$(1)/*.c src/$(1)/*.cc)))
lib     = $(patsubst %,$(B)/lib/%.a,$(1))

.PHONY: all
all: $(B)/chorus $(B)/chorusd $(B)/chorus-audit $(B)/chorus-demo client

define room_rule
$(B)/lib/$(1).a: $(call room,$(1))
endef
$(foreach r,$(ROOMS),$(eval $(call room_rule,$(r))))
$(B)/lib/ballot_open.a: $(B)/obj/ballot/open.o
$(B)/lib/ballots_read.a: $(B)/obj/store/ballots_read.o
$(B)/lib/published.a: $(call obj,$(PUBLISHED))
ALL_LIBS = $(call lib,$(ROOMS) ballot_open ballots_read published)

$(B)/lib/%.a:
	@mkdir -p $(@D); rm -f $@
	$(Q)ar rcs $@ $^

# Schemas become C strings: src/store/schema/NAME.sql -> build/gen/NAME.sql.h
$(B)/gen/%.sql.h: src/store/schema/%.sql
	@mkdir -p $(@D)
	$(Q)sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/.*/"&\\n"/' $< > $@
GEN := $(patsubst src/store/schema/%.sql,$(B)/gen/%.sql.h,$(wildcard src/store/schema/*.sql))

.SECONDARY: $(GEN)
$(B)/obj/%.o: src/%.c | $(GEN)
	@mkdir -p $(@D)
	@echo "  CC   $<"
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c $< -o $@
$(B)/obj/%.o: src/%.cc
	@mkdir -p $(@D)
	@echo "  CXX  $<"
	$(Q)$(CXX) $(CPPFLAGS) $(CXXFLAGS) -MMD -MP -c $< -o $@

CHORUS_ROOMS  = cli office http conduct voter roster release published ceremony ballot_open ballots_read \
  report staff stats render http token ballot wave store survey base
CHORUSD_ROOMS = cage web collect http report published staff stats render token wave store survey base
$(B)/chorus: $(B)/obj/chorus.o $(call lib,$(CHORUS_ROOMS))
	@echo "  LD   $@"
	$(Q)$(CC) $(LDFLAGS) -o $@ $< -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(LDLIBS_CHORUS)
$(B)/chorusd: $(B)/obj/chorusd.o $(call lib,$(CHORUSD_ROOMS))
	@echo "  LD   $@"
	$(Q)$(CC) $(LDFLAGS) -o $@ $< -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(LDLIBS_CHORUSD)

# Reads releases that others made: nothing of ours but audit and base.
$(B)/chorus-audit: $(B)/obj/chorus_audit.o $(call lib,audit base)
	@echo "  LD   $@"
	$(Q)$(CC) $(LDFLAGS) -o $@ $< -Wl,--start-group $(filter %.a,$^) -Wl,--end-group -lsodium -ljansson -lm

DEMO_ROOMS = cli conduct voter token ballot wave survey roster base
$(B)/chorus-demo: $(B)/obj/demo.o $(call lib,$(DEMO_ROOMS))
	@echo "  LD   $@"
	$(Q)$(CC) $(LDFLAGS) -o $@ $< -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(LDLIBS_CHORUS)

# The browser's half: bundled by esbuild from src/client and npm's packages.
.PHONY: client
client: $(B)/client/.built
$(B)/client/.built: $(shell find src/client -type f 2>/dev/null) package-lock.json scripts/build-client | node_modules/.installed-lock
	@echo "  JS   $(B)/client"
	$(Q)scripts/build-client $(B)/client
	@touch $@
node_modules/.installed-lock: package-lock.json
	$(Q)scripts/install-deps --build

# Unit tests: tests/unit/NAME.c, one program each, linked with the whole house
# (or with TEST_ROOMS="base token", while a room is being rebuilt). Attacks, of
# the same kind: tests/privacy/NAME.c (DEEP=1: all sizes).
TEST_ROOMS ?= $(ROOMS) ballot_open ballots_read published
UNIT_TESTS = $(patsubst tests/unit/%.c,$(B)/tests/unit/%,$(wildcard tests/unit/*.c))
ATTACKS = $(patsubst tests/privacy/%.c,$(B)/tests/privacy/%,$(wildcard tests/privacy/*.c))
# What tests/faults needs: a library between the programs and the system, and a
# look into a wave's files.
FAULTS = $(B)/tests/faults/fault.so $(B)/tests/faults/look
$(B)/tests/faults/fault.so: $(wildcard tests/faults/fault*.c) tests/faults/fault.h
	@mkdir -p $(@D)
	@echo "  TEST $@"
	$(Q)$(CC) -D_GNU_SOURCE -std=gnu17 -O2 -g -Wall -Wextra $(WERROR) -fPIC -shared \
	  -fno-builtin -o $@ $(filter %.c,$^)
# What a system test starts beside the programs: tests/privacy/live/NAME.c.
LIVE = $(patsubst tests/privacy/live/%.c,$(B)/tests/privacy/live/%,$(wildcard tests/privacy/live/*.c))
$(UNIT_TESTS) $(ATTACKS) $(LIVE) $(B)/tests/faults/look: $(B)/tests/%: tests/%.c $(call lib,$(TEST_ROOMS))
	@mkdir -p $(@D)
	@echo "  TEST $<"
	$(Q)$(CC) $(CPPFLAGS) -Itests $(CFLAGS) -Wno-missing-prototypes -MMD -MP $(LDFLAGS) \
	  -o $@ $< -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(LDLIBS_CHORUS) -lseccomp -lcmocka

# One attack again, against stores that were changed for the worse: it must find
# each change (tests/privacy/mutants/NAME.patch).
MUTANTS = $(patsubst tests/privacy/mutants/%.patch,$(B)/tests/privacy/mutant_%,$(wildcard tests/privacy/mutants/*.patch))
$(MUTANTS): $(B)/tests/privacy/mutant_%: tests/privacy/mutants/%.patch tests/privacy/mutate \
  $(wildcard tests/privacy/link*) $(call lib,$(TEST_ROOMS))
	@mkdir -p $(@D)
	@echo "  TEST $<"
	$(Q)tests/privacy/mutate $< $(B) $@ $(CC) $(CPPFLAGS) -Itests $(CFLAGS) -Wno-missing-prototypes \
	  $(LDFLAGS) -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(LDLIBS_CHORUS) -lcmocka

# Measurements: tests/bench/NAME.c, which print tables and decide nothing.
$(B)/tests/bench/%: tests/bench/%.c $(call lib,$(TEST_ROOMS))
	@mkdir -p $(@D)
	@echo "  BENCH $<"
	$(Q)$(CC) $(CPPFLAGS) -Itests $(CFLAGS) -Wno-missing-prototypes -MMD -MP $(LDFLAGS) \
	  -o $@ $< -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(LDLIBS_CHORUS)

# Fuzz targets: tests/fuzz/NAME.c. With libFuzzer, one program each; and without
# it one program of them all, which replays tests/fuzz/corpus. Files and requests
# that targets read are in memory: tests/fuzz/disk.c, wire.c; heap.c is between
# libFuzzer and the target.
FUZZ_NAMES = $(filter-out replay disk wire heap,$(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/*.c)))
FUZZ_ROOMS = base survey token ballot wave ceremony store roster http staff release \
  conduct render voter audit report stats web collect published ballot_open ballots_read
FUZZ_CC = $(CC) $(CPPFLAGS) -Itests $(CFLAGS) -MMD -MP
FUZZ_OBJ = $(patsubst %,$(B)/obj/tests/fuzz/%.o,disk wire)
FUZZ_WRAP = $(patsubst %,-Xlinker --wrap=%,file_read file_write \
  MHD_lookup_connection_value MHD_get_connection_values MHD_get_connection_info)
$(FUZZ_NAMES:%=$(B)/tests/fuzz/%): $(B)/tests/fuzz/%: tests/fuzz/%.c $(FUZZ_OBJ) \
  $(B)/obj/tests/fuzz/heap.o $(call lib,$(FUZZ_ROOMS))
	@mkdir -p $(@D)
	@echo "  FUZZ $<"
	$(Q)$(FUZZ_CC) -DFUZZ_ENTRY=fuzz_one $(LDFLAGS) $(FUZZ_WRAP) -Xlinker --wrap=json_dumps \
	  -fsanitize=fuzzer -fsanitize-link-c++-runtime -o $@ $< $(filter %.o,$^) -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(LDLIBS_CHORUS)
$(B)/obj/tests/fuzz/%.o: tests/fuzz/%.c
	@mkdir -p $(@D)
	@echo "  CC   $<"
	$(Q)$(FUZZ_CC) -DFUZZ_ENTRY=fuzz_$* -c $< -o $@
$(B)/tests/fuzz/replay: $(FUZZ_NAMES:%=$(B)/obj/tests/fuzz/%.o) $(B)/obj/tests/fuzz/replay.o \
  $(FUZZ_OBJ) $(call lib,$(FUZZ_ROOMS))
	@mkdir -p $(@D)
	$(Q)$(CC) $(LDFLAGS) $(FUZZ_WRAP) -o $@ $(filter %.o,$^) -Wl,--start-group $(filter %.a,$^) \
	  -Wl,--end-group $(LDLIBS_CHORUS)

# --- what people type -------------------------------------------------------
.PHONY: help deps demo check unit-tests attacks asan asan-build lint layers install clean
help:
	@echo 'make              builds $(B)/chorus, $(B)/chorusd and the browser bundle'
	@echo 'make demo         a whole demo institution in ./$(DEMO_DIR), served on port $(PORT)'
	@echo 'make check        every test once, headless Chromium included'
	@echo 'make check-deep   attacks, audits, floods and proxies of all sizes, kills, sanitizers: minutes'
	@echo 'make asan         the C tests under the address and undefined-behaviour sanitizers'
	@echo 'make fuzz         every parser under libFuzzer, TIME=60 seconds each (QUOTA=1: until each has had enough)'
	@echo 'make coverage     lines and branches that the unit tests reach, by room (SYSTEM=1: all C code, by all tests)'
	@echo 'make usefulness   how far the figures are from the truth of the ballots'
	@echo 'make bench        speed beside yardsticks (QUICK=1, ONLY=pages,doors,..., BASE=before.json)'
	@echo 'make screens      a picture of every page of ./$(DEMO_DIR), in $(B)/screens'
	@echo 'make lint         layers, shellcheck, cppcheck, clang-format'
	@echo 'make install      into PREFIX=$(PREFIX) (DESTDIR is honoured)'
	@echo 'make deb          the Debian package, in $(B)/deb'
	@echo 'make sbom         what it is made of, as CycloneDX JSON: $(B)/chorus.cdx.json'
	@echo 'make clean        removes $(B)/; keeps ./$(DEMO_DIR)'

deps:
	@scripts/install-deps

demo: deps
	@$(MAKE) --no-print-directory -j2 all
	@B=$(B) PORT=$(PORT) DEMO_DIR=$(DEMO_DIR) scripts/demo

# Looked at, by people: the demo is made when there is none, and stays as it is.
.PHONY: screens
screens: deps
	@$(MAKE) --no-print-directory -j2 all
	@B=$(B) DEMO_DIR=$(DEMO_DIR) scripts/demo --make
	@B=$(B) node tests/browser/screens.mjs $(DEMO_DIR) $(B)/screens

unit-tests: $(UNIT_TESTS)
attacks: $(ATTACKS) $(MUTANTS) $(LIVE)
.PHONY: usefulness
usefulness: $(B)/tests/bench/useful
	@$<
# Chorus beside its yardsticks: tests/bench/README.md says what stands against what.
BENCHES = $(patsubst %,$(B)/tests/bench/%,load bare messages yard steps units count)
.PHONY: bench benches
benches: $(BENCHES)
bench: deps all $(BENCHES) tests/bench/peer/node_modules/.package-lock.json
	@B=$(B) node tests/bench/bench.mjs $(if $(QUICK),--quick) $(if $(ONLY),--only $(ONLY)) \
	  $(if $(BASE),--base $(BASE)) --out $(B)/bench/bench.json
tests/bench/peer/node_modules/.package-lock.json: tests/bench/peer/package-lock.json
	@npm ci --prefix tests/bench/peer --no-audit --no-fund
ASAN_TESTS = $(patsubst $(B)/%,$(B)/asan/%,$(UNIT_TESTS))
asan: asan-build
	@B=$(B)/asan tests/run $(ASAN_TESTS) $(B)/asan/tests/fuzz/replay
asan-build:
	@$(MAKE) --no-print-directory -j2 B=$(B)/asan OPT=-O1 \
	  SAN='-fsanitize=address,undefined -fno-sanitize-recover=all' \
	  unit-tests fuzz-replay $(B)/asan/chorusd
fuzz-replay: $(B)/tests/fuzz/replay
# Every parser under libFuzzer, TIME seconds each (RUNS=N: or N inputs), or with
# QUOTA=1 until each had 10 million inputs or 20 CPU-minutes; what is built, grown,
# found and counted stays in $(B)/fuzz (TABLE=1 prints the counts).
.PHONY: fuzz fuzz-targets fuzz-replay coverage
TIME ?= 60
# Without tracing of comparisons: the dictionaries know the words, and it was up to
# half of the time.
FUZZ_SAN = -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-coverage=trace-cmp -fno-sanitize-recover=all
fuzz:
	@scripts/install-deps --fuzz
	@$(MAKE) --no-print-directory -j2 B=$(B)/fuzz CC=clang CXX=clang++ HARDEN=-fPIE \
	  SAN='$(FUZZ_SAN)' WARN=-Wno-string-plus-int WARN_C= fuzz-targets
	@B=$(B)/fuzz TIME=$(TIME) RUNS=$(RUNS) QUOTA=$(QUOTA) TABLE=$(TABLE) tests/fuzz/run $(TARGETS)
fuzz-targets: $(FUZZ_NAMES:%=$(B)/tests/fuzz/%)

# Lines and branches that the unit tests reach, by room; with SYSTEM=1 also what
# the tests of the programs reach.
coverage:
	@scripts/install-deps --fuzz
	@$(if $(SYSTEM),scripts/install-deps --all)
	@$(MAKE) --no-print-directory -j2 B=$(B)/cov OPT=-O0 HARDEN=-fPIE \
	  SAN='--coverage -fprofile-update=atomic -DCHORUS_COVERAGE' unit-tests $(if $(SYSTEM),all)
	@B=$(B)/cov SYSTEM=$(SYSTEM) tests/coverage/run
SYSTEM_TESTS = $(sort $(wildcard tests/*/*.test.sh))
NODE_TESTS = $(sort $(wildcard tests/*/*.test.mjs))
check: deps
	@scripts/install-deps --all
	@$(MAKE) --no-print-directory -j2 WERROR=-Werror all unit-tests attacks fuzz-replay benches $(FAULTS)
	@B=$(B) tests/run $(foreach t,$(NODE_TESTS),"node --test-reporter=tap $(t)") \
	  scripts/check-layers $(SYSTEM_TESTS) $(ATTACKS) $(MUTANTS) $(UNIT_TESTS) $(B)/tests/fuzz/replay # the long ones first

# Attacks and audits of all sizes, the kills, and the C tests and chorusd under
# sanitizers: minutes, not seconds. The audit's 1,000 institutions are some ten
# CPU-minutes as they are built, and hours under a sanitizer, which tries a few.
DEEP_TESTS = $(ATTACKS) $(MUTANTS) $(B)/tests/unit/test_audit_mutations
.PHONY: check-deep
check-deep: deps
	@scripts/install-deps --deep
	@$(MAKE) --no-print-directory -j2 WERROR=-Werror all $(DEEP_TESTS) $(FAULTS)
	@$(MAKE) --no-print-directory WERROR=-Werror asan-build
	@$(MAKE) --no-print-directory -j2 B=$(B)/tsan OPT=-O1 SAN=-fsanitize=thread $(B)/tsan/chorusd
	@DEEP=1 B=$(B) tests/run $(DEEP_TESTS) $(filter-out %/test_audit_mutations,$(ASAN_TESTS)) \
	  "env DEEP= $(B)/asan/tests/unit/test_audit_mutations" $(B)/asan/tests/fuzz/replay \
	  $(foreach san,asan tsan,$(foreach t,drain flood,"env CHORUSD=$(B)/$(san)/chorusd node --test-reporter=tap tests/http/$(t).test.mjs")) \
	  tests/packaging/deb.sh tests/packaging/machine.sh \
	  "node --test-reporter=tap tests/mail/exim.test.mjs" \
	  $(foreach t,$(wildcard tests/faults/*.test.mjs),"node --test-reporter=tap $(t)") \
	  "node --test-reporter=tap tests/privacy/live.test.mjs" \
	  "node --test-reporter=tap tests/http/flood.test.mjs" \
	  "node --test-reporter=tap tests/browser/pages.test.mjs" \
	  "node --test-reporter=tap tests/http/proxies.test.mjs"

lint: layers
	shellcheck scripts/install-deps scripts/demo tests/run tests/fuzz/run .ci/run tests/privacy/mutate $(wildcard tests/*/*.sh)
	cppcheck --quiet --std=c11 --error-exitcode=1 --inline-suppr -Isrc -I$(B)/gen \
	  --enable=warning,portability --suppress=missingIncludeSystem \
	  --suppress=uninitvar --suppress=ctuuninitvar src # cppcheck takes out parameters for reads
	clang-format --dry-run -Werror $(shell git ls-files 'src/*.c' 'src/*.h' 'src/*.cc' 'tests/*.c' 'tests/fuzz/*.h')
layers:
	@scripts/check-layers

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/chorus/templates \
	  $(DESTDIR)$(PREFIX)/share/chorus/client $(DESTDIR)$(PREFIX)/share/chorus/surveys
	install -m 755 $(B)/chorus $(B)/chorusd $(B)/chorus-audit $(DESTDIR)$(PREFIX)/bin
	cp -R templates/. $(DESTDIR)$(PREFIX)/share/chorus/templates
	chmod -R u=rwX,go=rX $(DESTDIR)$(PREFIX)/share/chorus/templates
	install -m 644 $(B)/client/*.js $(B)/client/*.json $(DESTDIR)$(PREFIX)/share/chorus/client
	install -m 644 surveys/*.json $(DESTDIR)$(PREFIX)/share/chorus/surveys

# The package is built for /usr, in a folder of its own.
.PHONY: deb sbom
deb: node_modules/.installed-lock
	@scripts/install-deps --deb
	@$(MAKE) --no-print-directory -j2 B=$(B)/usr PREFIX=/usr all
	@rm -rf $(B)/deb
	@$(MAKE) --no-print-directory B=$(B)/usr PREFIX=/usr DESTDIR=$(abspath $(B)/deb/chorus) install
	@scripts/build-deb $(B)/deb
sbom: $(B)/chorus $(B)/chorusd $(B)/chorus-audit
	@scripts/build-sbom $(B) $(B)/chorus.cdx.json

clean:
	rm -rf $(B)

-include $(shell find $(B) -name '*.d' 2>/dev/null)
