#include "kept/keeper.hpp"

#include "kept/file.hpp"
#include "kept/text.hpp"

#include <algorithm>

namespace kept {

Progress merged(Progress disk, Progress const& before, Progress const& now) {
    for (auto const& [id, lesson] : before.lessons)
        if (!now.lessons.contains(id)) disk.lessons.erase(id);
    for (auto const& [id, lesson] : now.lessons) {
        auto const was = before.lessons.find(id);
        if (was == before.lessons.end() || was->second != lesson) disk.lessons[id] = lesson;
    }
    if (before.last != now.last) disk.last = now.last;
    return disk;
}

Recent merged(Recent disk, Recent const& before, Recent const& now) {
    if (before == now) return disk;
    if (now.empty()) return {};
    for (auto file = now.rbegin(); file != now.rend(); ++file)
        if (*file == now.front() || std::find(before.begin(), before.end(), *file) == before.end())
            add(disk, *file);
    return disk;
}

void Keeper::say(std::string sentence) {
    if (std::find(said_.begin(), said_.end(), sentence) == said_.end()) said_.push_back(std::move(sentence));
}

std::vector<std::string> Keeper::problems() {
    std::vector<std::string> fresh(said_.begin() + static_cast<std::ptrdiff_t>(told_), said_.end());
    told_ = said_.size();
    return fresh;
}

template <typename Read>
auto Keeper::read(std::filesystem::path const& path, Read from_text) {
    decltype(from_text(std::string())) nothing;
    if (path.empty()) return nothing;
    try {
        auto const text = read_file(path);
        return text ? from_text(*text) : nothing;
    } catch (std::runtime_error const& error) {
        auto const aside = set_aside(path);
        say(path.string() + " is damaged (" + error.what() + ")" +
            (aside.empty() ? "." : "; it lies now in " + aside.filename().string() + ".") +
            " Awaitscope begins without it.");
    }
    return nothing;
}

Kept Keeper::read() {
    written_ = {read(folders_.settings(), read_settings), read(folders_.progress(), read_progress),
                read(folders_.recent(), read_recent)};
    tried_ = written_;
    return written_;
}

template <typename Write>
bool Keeper::write(Write write) {
    try {
        write();
        return true;
    } catch (FileError const& error) {
        say(std::string(error.what()) + " What you do now is not kept.");
        return false;
    }
}

std::optional<double> Keeper::keep(Kept const& now, double time) {
    constexpr double settle = 1; // s
    if (now == tried_) {
        changed_.reset();
        return std::nullopt;
    }
    if (!changed_) changed_ = time;
    double const left = *changed_ + settle - time;
    if (left > 0) return left;
    keep_at_once(now);
    return std::nullopt;
}

void Keeper::keep_at_once(Kept const& now) {
    changed_.reset();
    tried_ = now;
    auto const settings = folders_.settings();
    if (now.settings != written_.settings && !settings.empty() && write([&] {
            make_folder(folders_.config);
            write_file(settings, settings_text(now.settings));
        }))
        written_.settings = now.settings;
    if (folders_.data.empty()) return;
    bool const other_progress = now.progress != written_.progress,
               other_recent = now.recent != written_.recent;
    if (!other_progress && !other_recent) return;
    Lock const alone(folders_.data);
    if (other_progress && write([&] {
            auto const disk = read(folders_.progress(), read_progress);
            write_file(folders_.progress(), progress_text(merged(disk, written_.progress, now.progress)));
        }))
        written_.progress = now.progress;
    if (other_recent && write([&] {
            auto const disk = read(folders_.recent(), read_recent);
            write_file(folders_.recent(), recent_text(merged(disk, written_.recent, now.recent)));
        }))
        written_.recent = now.recent;
}

} // namespace kept
