// The one file of C++: ctemplate behind render/template.h. Every entry point
// catches what C++ throws; memory is the only thing that can be thrown.
#include <cstdarg>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>

#include <algorithm>
#include <map>
#include <memory>
#include <new>
#include <set>
#include <string>
#include <vector>

#include <ctemplate/template.h>

extern "C" {
#include "base/buf.h"
}
#include "render/folder.h"
#include "render/template.h"

using templates::failure;

namespace
{

constexpr ctemplate::Strip STRIP = ctemplate::STRIP_BLANK_LINES;

// Pages grow where they are answered from: a string between would be copied.
class into_buf : public ctemplate::ExpandEmitter
{
  public:
    explicit into_buf(struct buf *b) : out(b)
    {
    }
    void Emit(char c) override
    {
        buf_put(out, &c, 1);
    }
    void Emit(const std::string &s) override
    {
        buf_put(out, s.data(), s.size());
    }
    void Emit(const char *s) override
    {
        buf_put_text(out, s);
    }
    void Emit(const char *s, size_t len) override
    {
        buf_put(out, s, len);
    }

  private:
    struct buf *const out;
};

struct marker {
    std::string name;
    enum render_kind kind;
    size_t line;
};

struct page {
    std::string text; // with its parts; until it is declared
    std::unique_ptr<ctemplate::Template> parsed; // when it is declared
    std::map<std::string, enum render_kind> fields;
};

bool is_builtin(const std::string &name)
{
    return name == "BI_SPACE" || name == "BI_NEWLINE";
}

// {{NAME}}, {{NAME:pre_escape}} (escaped like the first, but line breaks
// stay), {{NAME:none}} and {{#NAME}} of a text whose parts are in place.
std::vector<marker> list_markers(const std::string &file,
                                 const std::string &text)
{
    std::vector<marker> found;
    auto seen = text.begin();
    size_t line = 1;
    for (size_t at = 0; (at = text.find("{{", at)) != std::string::npos;) {
        auto here = text.begin() + static_cast<std::ptrdiff_t>(at);
        line += static_cast<size_t>(std::count(seen, here, '\n'));
        seen = here;
        size_t close = text.find("}}", at);
        if (close == std::string::npos)
            throw failure{ERR_FORMAT, file + ": a marker is not closed"};
        std::string inside = text.substr(at + 2, close - at - 2);
        at = close + 2;
        char first = inside.empty() ? '=' : inside[0];
        if (first == '!' || first == '%' || first == '/')
            continue;
        if (first == '=')
            throw failure{ERR_FORMAT, file + ": markers are {{NAME}} only"};
        if (first == '#') {
            found.push_back({inside.substr(1), RENDER_SECTION, line});
            continue;
        }
        size_t colon = inside.find(':');
        std::string name = inside.substr(0, colon);
        if (is_builtin(name))
            continue;
        std::string how =
            colon == std::string::npos ? "" : inside.substr(colon);
        if (how != "" && how != ":none" && how != ":pre_escape")
            throw failure{ERR_FORMAT, file + ":" + std::to_string(line) + ": " +
                                          name +
                                          ": only :none or :pre_escape may "
                                          "follow"};
        found.push_back(
            {name, how == ":none" ? RENDER_MARKUP : RENDER_TEXT, line});
    }
    return found;
}

enum err tell(struct err_note *note, const failure &f)
{
    return err_say(note, f.code, "templates: %s", f.text.c_str());
}

} // namespace

struct render_set {
    std::vector<templates::language> languages; // the folder's own first
    std::map<std::string, page> pages;
};

struct render_dict {
    std::unique_ptr<ctemplate::TemplateDictionary> owned; // the root's only
    ctemplate::TemplateDictionary *values = nullptr;
    render_dict *root = nullptr;
    std::vector<std::unique_ptr<render_dict>> children; // of the root
    std::map<std::string, enum render_kind> used;       // of the root
    bool failed = false;                                // of the root
};

namespace
{

void load(render_set *set, const std::string &dir)
{
    const templates::files files = templates::read(dir, set->languages);
    for (const auto &file : files) {
        const std::string text = templates::with_parts(files, file.first, {});
        if (!templates::is_whole(files, file.first))
            continue; // shown in the folder's own language
        (void)list_markers(file.first, text);
        set->pages[file.first].text = text;
    }
}

const char *kind_words(enum render_kind kind)
{
    switch (kind) {
    case RENDER_TEXT: return "a text";
    case RENDER_MARKUP: return "markup, with :none";
    case RENDER_SECTION: return "a section";
    }
    return "nothing";
}

void declare(render_set *set, const struct render_form *form,
             const std::string &name)
{
    auto found = set->pages.find(name);
    if (found == set->pages.end())
        throw failure{ERR_NOT_FOUND, name + ": is not in the folder"};
    page &p = found->second;
    if (p.parsed)
        throw failure{ERR_EXISTS, name + ": is declared twice"};
    std::unique_ptr<ctemplate::Template> parsed(
        ctemplate::Template::StringToTemplate(p.text, STRIP));
    if (!parsed)
        throw failure{ERR_FORMAT, name + ": cannot be parsed or escaped; the "
                                         "reason is on standard error"};
    std::map<std::string, enum render_kind> fields;
    std::set<std::string> unused;
    for (const render_field *f = form->fields; f->name != nullptr; f++) {
        fields[f->name] = f->kind;
        unused.insert(f->name);
    }
    for (const render_field *f = form->shared; f != nullptr && f->name; f++)
        fields[f->name] = f->kind;
    for (const marker &m : list_markers(name, p.text)) {
        std::string where = name + " (line " + std::to_string(m.line) +
                            " with its parts): " + m.name;
        auto field = fields.find(m.name);
        if (field == fields.end())
            throw failure{ERR_FORMAT, where + " is no field of this page"};
        if (field->second != m.kind)
            throw failure{ERR_FORMAT,
                          where + " must be " + kind_words(field->second)};
        unused.erase(m.name);
    }
    if (!unused.empty())
        throw failure{ERR_FORMAT,
                      name + ": never shows the field " + *unused.begin()};
    p.fields = fields;
    p.parsed = std::move(parsed);
    p.text = std::string();
}

// A page has the same fields in every language that it is there in.
void declare_in(render_set *set, const struct render_form *form,
                const std::string &code)
{
    const std::string plain = form->template_name;
    const std::string name = code == "en" ? plain : code + "/" + plain;
    if (name == plain || set->pages.count(name) > 0)
        declare(set, form, name);
}

// Where a value goes when there was no memory for a dictionary.
render_dict *exhausted()
{
    static render_dict none;
    none.root = &none;
    return &none;
}

void note_use(render_dict *dict, const char *name, enum render_kind kind)
{
    auto inserted = dict->root->used.insert({name, kind});
    if (!inserted.second && inserted.first->second != kind)
        dict->root->used["(two kinds) " + std::string(name)] = kind;
}

void put(render_dict *dict, const char *name, const char *bytes, size_t len,
         enum render_kind kind)
{
    if (dict->values == nullptr)
        return;
    try {
        note_use(dict, name, kind);
        dict->values->SetValue(ctemplate::TemplateString(name),
                               ctemplate::TemplateString(bytes, len));
    } catch (...) {
        dict->root->failed = true;
    }
}

} // namespace

extern "C" enum err render_set_load(const char *dir,
                                    struct render_set **out_set,
                                    struct err_note *note)
{
    try {
        std::unique_ptr<render_set> set(new render_set);
        load(set.get(), dir);
        *out_set = set.release();
        return ERR_OK;
    } catch (const failure &f) {
        return tell(note, f);
    } catch (...) {
        return err_say(note, ERR_MEMORY, "templates: no memory");
    }
}

extern "C" void render_set_free(struct render_set *set)
{
    delete set;
}

extern "C" bool render_language_at(const struct render_set *set, size_t i,
                                   struct render_language *out_language)
{
    if (i >= set->languages.size())
        return false;
    *out_language = {set->languages[i].code.c_str(),
                     set->languages[i].name.c_str()};
    return true;
}

extern "C" bool render_has(const struct render_set *set,
                           const char *template_name)
{
    try {
        return set->pages.count(template_name) > 0;
    } catch (...) {
        return false;
    }
}

extern "C" enum err render_set_declare(struct render_set *set,
                                       const struct render_form *const *forms,
                                       size_t count, struct err_note *note)
{
    try {
        for (size_t i = 0; i < count; i++)
            for (const templates::language &l : set->languages)
                declare_in(set, forms[i], l.code);
        return ERR_OK;
    } catch (const failure &f) {
        return tell(note, f);
    } catch (...) {
        return err_say(note, ERR_MEMORY, "templates: no memory");
    }
}

extern "C" struct render_dict *render_dict_new(void)
{
    try {
        std::unique_ptr<render_dict> dict(new render_dict);
        dict->owned.reset(new ctemplate::TemplateDictionary("page"));
        dict->values = dict->owned.get();
        dict->root = dict.get();
        return dict.release();
    } catch (...) {
        return exhausted();
    }
}

extern "C" void render_dict_free(struct render_dict *dict)
{
    if (dict != nullptr && dict->values != nullptr)
        delete dict;
}

extern "C" void render_put_text(struct render_dict *dict, const char *name,
                                const char *text)
{
    const char *bytes = text == nullptr ? "" : text;
    put(dict, name, bytes, std::strlen(bytes), RENDER_TEXT);
}

extern "C" void render_put_int(struct render_dict *dict, const char *name,
                               int64_t value)
{
    char digits[24];
    int len = std::snprintf(digits, sizeof digits, "%lld",
                            static_cast<long long>(value));
    put(dict, name, digits, static_cast<size_t>(len), RENDER_TEXT);
}

extern "C" void render_put_format(struct render_dict *dict, const char *name,
                                  const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    char *text = nullptr;
    int len = vasprintf(&text, fmt, args);
    va_end(args);
    if (len < 0) {
        if (dict->values != nullptr)
            dict->root->failed = true;
        return;
    }
    put(dict, name, text, static_cast<size_t>(len), RENDER_TEXT);
    std::free(text);
}

extern "C" void render_put_markup(struct render_dict *dict, const char *name,
                                  const struct buf *markup)
{
    if (markup->failed && dict->values != nullptr)
        dict->root->failed = true;
    const char *bytes = markup->data == nullptr
                            ? ""
                            : reinterpret_cast<const char *>(markup->data);
    put(dict, name, bytes, markup->len, RENDER_MARKUP);
}

extern "C" struct render_dict *render_add(struct render_dict *dict,
                                          const char *section)
{
    if (dict->values == nullptr)
        return dict;
    try {
        note_use(dict, section, RENDER_SECTION);
        std::unique_ptr<render_dict> child(new render_dict);
        child->root = dict->root;
        child->values = dict->values->AddSectionDictionary(
            ctemplate::TemplateString(section));
        dict->root->children.push_back(std::move(child));
        return dict->root->children.back().get();
    } catch (...) {
        dict->root->failed = true;
        return dict;
    }
}

extern "C" enum err render_page(const struct render_set *set,
                                const char *template_name,
                                const struct render_dict *dict,
                                struct buf *out_bytes)
{
    try {
        auto found = set->pages.find(template_name);
        if (found == set->pages.end() || !found->second.parsed)
            return ERR_NOT_FOUND;
        if (dict->values == nullptr || dict->root->failed)
            return ERR_MEMORY;
        for (const auto &use : dict->root->used) {
            auto field = found->second.fields.find(use.first);
            if (field == found->second.fields.end() ||
                field->second != use.second)
                return ERR_STATE;
        }
        into_buf out(out_bytes);
        if (!found->second.parsed->Expand(&out, dict->values))
            return ERR_STATE;
        return buf_check(out_bytes);
    } catch (...) {
        return ERR_MEMORY;
    }
}
