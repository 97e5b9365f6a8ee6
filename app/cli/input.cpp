#include "cli/input.hpp"

#include "catalogue/nearest.hpp"
#include "cli/parts.hpp"
#include "commands/command.hpp"
#include "kept/folders.hpp"
#include "trace/writer.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <fstream>
#include <system_error>

namespace cli {
namespace fs = std::filesystem;

std::shared_ptr<lesson::Catalogue const> catalogue() {
    auto all = std::make_shared<lesson::Catalogue>(lesson::catalogue(lesson::lessons_folder()));
    if (all->lessons.empty())
        throw Failure("There are no lessons in " + lesson::lessons_folder().string() +
                      (all->broken.empty() ? "; name their folder in AWAITSCOPE_LESSONS."
                                           : ": " + all->broken.front().problem));
    for (fs::path const& folder : lesson::more_lessons_folders())
        lesson::add(*all, lesson::catalogue(folder));
    std::error_code error;
    if (auto const own = kept::folders_of_person().lessons(); fs::is_directory(own, error))
        lesson::add(*all, lesson::catalogue(own));
    return all;
}

lesson::Knobs knobs(lesson::Lesson const& lesson, std::vector<std::string> const& settings) {
    lesson::Knobs knobs = lesson::defaults(lesson);
    for (std::string const& setting : settings) {
        auto const equals = setting.find('=');
        if (equals == std::string::npos || equals == 0)
            throw Failure("--set wants KNOB=VALUE, not " + setting + ".");
        knobs = lesson::with(lesson, knobs, setting.substr(0, equals), setting.substr(equals + 1));
    }
    return knobs;
}

bool means_lesson(std::string const& name, lesson::Catalogue const& all) {
    return std::any_of(all.lessons.begin(), all.lessons.end(),
                       [&](lesson::Lesson const& lesson) { return lesson.id == name; });
}

bool means_file(std::string const& name, lesson::Catalogue const& all) {
    if (means_lesson(name, all)) return false;
    std::error_code error;
    return name.ends_with(".awt") || name.ends_with(".py") || name.find('/') != std::string::npos ||
           fs::exists(name, error);
}

session::Session open(std::string const& name, std::vector<std::string> const& settings) {
    auto const all = catalogue();
    session::Session session = session::new_session(all);
    if (!name.empty() && means_file(name, *all)) {
        if (!settings.empty()) throw Failure(name + " is a file, and a recording has no knobs to set.");
        session::open_file(session, name);
        if (!session.run().damage.empty())
            std::fprintf(stderr, "awaitscope: %s\n", session.run().damage.c_str());
        return session;
    }
    lesson::Lesson const& lesson = name.empty() ? all->lessons.front() : lesson::find(*all, name);
    session::open_lesson(session, lesson, knobs(lesson, settings));
    return session;
}

replay::Position place(session::Session const& session, std::string const& at) {
    replay::Position const size = session.run().size();
    if (at.empty()) return size;
    replay::Position step = 0;
    auto const [end, error] = std::from_chars(at.data(), at.data() + at.size(), step);
    if (end == at.data() + at.size()) {
        if (error == std::errc{} && step <= size) return step;
        throw Failure("There is no event " + at + ": this run has " + std::to_string(size) + ".");
    }
    if (at.front() == '-' || at.front() == '+' || (at.front() >= '0' && at.front() <= '9'))
        throw Failure("--at wants the number of an event from 0 to " + std::to_string(size) +
                      " or a moment like \"suspend main\", not " + at + ".");
    lesson::Moment const moment = lesson::parse_moment(at);
    auto const found = session.lesson ? lesson::find(moment, session.log(), session.lesson->program)
                                      : lesson::find(moment, session.log());
    if (!found) throw Failure("This run has no such moment: " + at + ".");
    return *found;
}

void save(trace::Log const& log, fs::path const& path) {
    std::error_code error;
    if (!fs::exists(path, error) || fs::is_regular_file(path, error) || fs::is_directory(path, error))
        return trace::save(log, path);
    std::ofstream out(path, std::ios::binary); // renaming over a device would replace it
    trace::write(log, out);
    out.close();
    if (!out) throw Failure("Cannot write " + path.string() + ".");
}

std::string counted(std::size_t number, std::string const& thing) {
    return std::to_string(number) + " " + thing + (number == 1 ? "" : "s");
}

int whole(std::string const& option, std::string const& text, int least, int most) {
    int number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number < least || number > most)
        throw Failure(option + " wants a whole number from " + std::to_string(least) + " to " +
                      std::to_string(most) + ", not " + (text.empty() ? "nothing" : text) + ".");
    return number;
}

} // namespace cli
