#include "render/folder.h"

#include <cstring>

#include <algorithm>
#include <fstream>
#include <memory>
#include <sstream>

#include <dirent.h>

using templates::failure;

namespace
{

constexpr const char *PRAGMA = "{{%AUTOESCAPE context=\"";

bool ends_with(const std::string &s, const std::string &tail)
{
    return s.size() >= tail.size() &&
           s.compare(s.size() - tail.size(), tail.size(), tail) == 0;
}

std::string read_whole(const std::string &path)
{
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    if (!in || !out)
        throw failure{ERR_IO, path + ": cannot be read"};
    return out.str();
}

std::vector<std::string> list_templates(const std::string &dir)
{
    std::unique_ptr<DIR, int (*)(DIR *)> folder(opendir(dir.c_str()), closedir);
    if (!folder)
        throw failure{ERR_NOT_FOUND, dir + ": no folder of templates there; "
                                           "give it with --templates"};
    std::vector<std::string> names;
    while (const struct dirent *entry = readdir(folder.get())) {
        std::string name = entry->d_name;
        if (name[0] != '.' &&
            (ends_with(name, ".tpl") || ends_with(name, ".svg")))
            names.push_back(name);
    }
    if (names.empty())
        throw failure{ERR_NOT_FOUND, dir + ": holds no template"};
    std::sort(names.begin(), names.end());
    return names;
}

// Whether a folder is a language's: "es", "pt-BR".
bool is_language(const std::string &name)
{
    const size_t dash = name.find('-');
    const std::string head = name.substr(0, dash);
    const auto is_lower = [](char c) { return c >= 'a' && c <= 'z'; };
    return (head.size() == 2 || head.size() == 3) &&
           std::all_of(head.begin(), head.end(), is_lower);
}

std::vector<std::string> list_languages(const std::string &dir)
{
    std::unique_ptr<DIR, int (*)(DIR *)> folder(opendir(dir.c_str()), closedir);
    std::vector<std::string> codes;
    while (const struct dirent *entry =
               folder ? readdir(folder.get()) : nullptr)
        if (entry->d_type == DT_DIR && is_language(entry->d_name))
            codes.push_back(entry->d_name);
    std::sort(codes.begin(), codes.end());
    return codes;
}

std::string first_line(const std::string &path)
{
    const std::string text = read_whole(path);
    return text.substr(0, text.find('\n'));
}

// The folder of a page in another language, with its slash; else "".
std::string folder_of(const std::string &name)
{
    const size_t slash = name.find('/');
    return slash == std::string::npos ? "" : name.substr(0, slash + 1);
}

std::string part_file(const std::string &name)
{
    std::string file;
    for (char c : name)
        file += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return file + ".tpl";
}

// The text without its pragma: the including page's holds.
std::string part_body(const std::string &text)
{
    size_t end = text.find("}}");
    size_t at = end == std::string::npos ? text.size() : end + 2;
    return text.substr(at < text.size() && text[at] == '\n' ? at + 1 : at);
}

// The templates of a folder, under PREFIX.
void read_files(const std::string &dir, const std::string &prefix,
                templates::files &files)
{
    for (const std::string &plain : list_templates(dir + "/" + prefix)) {
        const std::string name = prefix + plain;
        std::string text = read_whole(dir + "/" + name);
        if (text.compare(0, std::strlen(PRAGMA), PRAGMA) != 0)
            throw failure{ERR_FORMAT, name + ": does not begin with " + PRAGMA +
                                          "HTML\"}}"};
        if (text.compare(std::strlen(PRAGMA), 6, "MANUAL") == 0)
            throw failure{ERR_FORMAT, name + ": escapes nothing"};
        files[name] = text;
    }
}

} // namespace

bool templates::is_whole(const files &all, const std::string &name)
{
    const std::string folder = folder_of(name);
    const auto file = all.find(name);
    if (folder.empty() || file == all.end())
        return folder.empty();
    const std::string &text = file->second;
    for (size_t at = 0; (at = text.find("{{>", at)) != std::string::npos;) {
        const size_t close = text.find("}}", at);
        const std::string part = text.substr(at + 3, close - at - 3);
        if (!is_whole(all, folder + part_file(part)))
            return false;
        at = close;
    }
    return true;
}

std::string templates::with_parts(const files &all, const std::string &name,
                                  const std::vector<std::string> &inside)
{
    const auto file = all.find(name);
    if (file == all.end())
        throw failure{ERR_NOT_FOUND,
                      inside.back() + ": includes " + name + ", not there"};
    if (std::find(inside.begin(), inside.end(), name) != inside.end())
        throw failure{ERR_FORMAT, name + ": includes itself"};
    std::vector<std::string> deeper = inside;
    deeper.push_back(name);
    const std::string &text = file->second;
    std::string out;
    size_t at = 0;
    for (;;) {
        size_t open = text.find("{{>", at);
        if (open == std::string::npos)
            return out + text.substr(at);
        size_t close = text.find("}}", open);
        if (close == std::string::npos)
            throw failure{ERR_FORMAT, name + ": a marker is not closed"};
        out += text.substr(at, open - at);
        std::string part = text.substr(open + 3, close - open - 3);
        const std::string own = folder_of(deeper.front()) + part_file(part);
        out += part_body(with_parts(
            all, all.count(own) > 0 ? own : part_file(part), deeper));
        at = close + 2;
    }
}

templates::files templates::read(const std::string &dir,
                                 std::vector<language> &languages)
{
    files all;
    read_files(dir, "", all);
    languages.push_back({"en", "English"});
    for (const std::string &code : list_languages(dir)) {
        read_files(dir, code + "/", all);
        languages.push_back(
            {code, first_line(dir + "/" + code + "/language.txt")});
    }
    return all;
}
