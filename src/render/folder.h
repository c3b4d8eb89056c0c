/*
 * The folder of templates, read: every text, parts put in place, and the
 * languages. C++, for template.cc only; what fails is thrown.
 */
#ifndef CHORUS_RENDER_FOLDER_H
#define CHORUS_RENDER_FOLDER_H

#include <map>
#include <string>
#include <vector>

extern "C" {
#include "base/err.h"
}

namespace templates
{

// A failure on the way to an enum err; thrown and caught in this room only.
struct failure {
    enum err code;
    std::string text;
};

struct language {
    std::string code;
    std::string name;
};

// By name: "home.tpl", "es/home.tpl".
using files = std::map<std::string, std::string>;

// Reads DIR and the folders of languages in it; appends these to LANGUAGES,
// English first.
files read(const std::string &dir, std::vector<language> &languages);

// Whether a page in another language has all its parts in that language: a page
// of two languages is none. What with_parts refuses must not come here.
bool is_whole(const files &all, const std::string &name);

// The text of NAME with its parts in place; INSIDE are those that include it,
// the page first. A page in another language takes the parts of its folder
// where there are any.
std::string with_parts(const files &all, const std::string &name,
                       const std::vector<std::string> &inside);

} // namespace templates

#endif
