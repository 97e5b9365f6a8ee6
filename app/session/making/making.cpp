#include "session/making/making.hpp"

#include "kept/file.hpp"
#include "session/keeping.hpp"
#include "session/making/lines.hpp"
#include "session/prediction.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <system_error>
#include <utility>

namespace session {
namespace fs = std::filesystem;

namespace {

// What a broken program has to show: its text.
trace::Log only_text(fs::path const& file, std::string const& text) {
    trace::Log log;
    log.header().engine = "cpython";
    log.header().clock = "virtual";
    log.header().program = file.filename().string();
    log.add_source({file.filename().string(), text, {}});
    log.set_end({1, "not run"});
    return log;
}

// Nothing of it has run, or nothing came of it.
void show_text(Session& session, Making making, std::string const& text) {
    open_run(session, make_run(only_text(making.file, text)));
    session.making = std::move(making);
}

// Of lines and of the text.
std::string without_blank_ends(std::string const& text) {
    std::string kept;
    for (char const c : text) {
        if (c == '\n') kept.erase(kept.find_last_not_of(" \t\r\n") + 1); // npos + 1 is 0
        kept += c;
    }
    return kept.erase(kept.find_last_not_of(" \t\r\n") + 1);
}

// What the lesson says of what people try.
std::string why_not(lesson::Lesson const& lesson, lesson::Goal const& goal, std::string const& text) {
    auto const is_this = [&](lesson::Attempt const& attempt) {
        return without_blank_ends(lesson::edited(lesson, attempt.edit).text) == without_blank_ends(text);
    };
    auto const found = std::find_if(goal.wrong.begin(), goal.wrong.end(), is_this);
    return found == goal.wrong.end() ? std::string() : found->because;
}

std::uint32_t number_at(std::string_view text) {
    std::uint32_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

} // namespace

lesson::Goal const* goal_to_edit(OpenLesson const& lesson, std::optional<std::size_t> index) {
    for (std::size_t i = 0; i < lesson.goals.size(); ++i)
        if (lesson.goals[i].goal->by == lesson::GoalBy::edit && index.value_or(i) == i)
            return lesson.goals[i].goal;
    return nullptr;
}

fs::path copy_of_program(lesson::Lesson const& lesson, fs::path const& folder) {
    fs::path const file = folder / lesson.id / "program.py";
    std::error_code error;
    if (fs::exists(file, error)) return file;
    try {
        kept::make_folder(file.parent_path());
        kept::write_file(file, lesson.program);
    } catch (kept::FileError const& failed) {
        throw EngineError(failed.what());
    }
    return file;
}

void propose(Session& session, Making making) {
    session.unrecorded.reset();
    session.proposed = std::move(making);
    session.look.overlay = Overlay::agreement;
}

void begin_making(Session& session, Making making) {
    auto text = kept::read_file(making.file);
    if (!text) throw EngineError("There is no " + making.file.string() + " any more.");
    making.edits = 1;
    show_text(session, std::move(making), *text);
}

Trouble trouble_in(std::string const& error, fs::path const& file) {
    Trouble found;
    std::string_view all = error;
    while (!all.empty() && all.back() == '\n') all.remove_suffix(1);
    found.words = all.substr(all.rfind('\n') + 1); // npos + 1 is 0
    std::string const name = file.filename().string();
    // In a traceback, `File "/home/ada/program.py", line 3`; of what cannot be read at all, `program.py, line
    // 3`.
    for (std::string const& mark : {name + "\", line ", name + ", line "})
        if (auto const at = all.rfind(mark); at != std::string_view::npos && found.line == 0)
            found.line = number_at(all.substr(at + mark.size()));
    constexpr std::string_view ours = "awaitscope: ";
    if (found.words.starts_with(ours)) found.words.erase(0, ours.size());
    if (auto const advice = found.words.rfind(" (--"); advice != std::string::npos)
        found.words.erase(advice); // of the recorder's options
    return found;
}

void made(Session& session, Recording recording, std::string const& text, std::string const& ended) {
    Making making = *session.making;
    making.seconds.reset();
    auto const complains = trouble_in(recording.error, making.file);
    bool const well = ended.empty() && recording.exit_code == 0;
    making.problem = well ? std::string() : ended.empty() ? complains.words : ended;
    making.problem_line = well ? 0 : complains.line;
    making.reached.reset();
    if (making.goal) {
        making.reached = false;
        making.because = why_not(*making.lesson, *making.goal, text);
    }
    if (!recording.log.end() || recording.log.empty()) return show_text(session, std::move(making), text);
    auto run = make_run(std::move(recording.log));
    if (making.goal)
        making.reached = is_reached(*making.goal, changed_to(making.lesson->program, text), *run);
    bool const again = making.good && making.good == session.first_run();
    auto place = run->size(); // what it does, at a glance
    if (auto const position = session.playback.position; again && position != session.run().size())
        place = same_place(session.run(), *run, position);
    auto const before = std::exchange(making.good, run);
    auto const timeline = session.look.timeline;
    open_run(session, std::move(run));
    session.playback.unit = replay::Unit::switch_;
    if (again) session.look.timeline = timeline;
    session.making = std::move(making);
    if (before) show_beside(session, before, Relation::saved, "the last save");
    move_to(session, place);
    remember(session);
}

} // namespace session
