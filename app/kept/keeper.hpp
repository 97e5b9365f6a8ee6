// Reads what was kept, and keeps what changes.
#pragma once
#include "kept/folders.hpp"
#include "kept/kept.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace kept {

class Keeper {
  public:
    explicit Keeper(Folders folders) : folders_(std::move(folders)) {}

    // What was kept. A damaged file counts as empty, and is put aside.
    Kept read();

    // Writes what has changed, once it has had a second to change further. `time` in s, from anywhere. The s
    // after which it wants to be asked again; none: when something has changed.
    std::optional<double> keep(Kept const& now, double time);
    void keep_at_once(Kept const& now);

    // Sentences for the person since the last call, each said once only.
    std::vector<std::string> problems();

  private:
    void say(std::string sentence);
    template <typename Read>
    auto read(std::filesystem::path const& path, Read from_text);
    template <typename Write>
    bool write(Write write);

    Folders folders_;
    Kept written_; // what the files hold of us
    Kept tried_;   // what was last to be written: what failed is tried again only when more has changed
    std::optional<double> changed_;
    std::vector<std::string> said_;
    std::size_t told_ = 0;
};

// What lies in a file, with what this program has changed since: another one may have written meanwhile.
// Lesson by lesson the later one counts.
Progress merged(Progress disk, Progress const& before, Progress const& now);
Recent merged(Recent disk, Recent const& before, Recent const& now);

} // namespace kept
