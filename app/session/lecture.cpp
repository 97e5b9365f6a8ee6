#include "session/lecture.hpp"

#include "catalogue/moment.hpp"
#include "catalogue/nearest.hpp"
#include "session/session.hpp"

#include <algorithm>
#include <exception>
#include <optional>
#include <utility>

namespace session {
namespace {

struct StagePanelName {
    char const* name;
    Panel panel;
    bool third; // may stand beside source and timeline
};
constexpr StagePanelName stage_panels[] = {
    {"lesson", Panel::lesson, true}, {"output", Panel::output, true},  {"loop", Panel::loop, true},
    {"why", Panel::why, true},       {"source", Panel::source, false}, {"timeline", Panel::timeline, false}};

using Mistakes = std::vector<lesson::LectureMistake>;

void resolve_panel(lesson::WrittenStop const& written, Stop& stop, Mistakes& wrong) {
    if (written.panel.text.empty()) return;
    std::vector<std::string> names;
    for (auto const& each : stage_panels) {
        if (each.third || written.alone) names.emplace_back(each.name);
        if (written.panel.text != each.name) continue;
        stop.panel = each.panel;
        stop.alone = written.alone;
        if (!each.third && !written.alone)
            wrong.push_back({written.panel.line, "the " + written.panel.text +
                                                     " stands on the stage already; `alone = true` lets it "
                                                     "fill the stage"});
    }
    if (stop.panel) return;
    std::string const meant = lesson::nearest(written.panel.text, names);
    wrong.push_back({written.panel.line, "there is no panel " + written.panel.text + " here" +
                                             (meant.empty() ? "; there are: " + lesson::listed(names)
                                                            : "; did you mean " + meant + "?")});
}

// False: without a lesson nothing more can be said.
bool resolve_lesson(lesson::WrittenStop const& written, lesson::Catalogue const& catalogue, Stop& stop,
                    Mistakes& wrong) {
    if (written.lesson.text.empty()) return false;
    try {
        stop.lesson = &lesson::find(catalogue, written.lesson.text);
    } catch (lesson::LessonError const& error) {
        wrong.push_back({written.lesson.line, error.what()});
        return false;
    }
    stop.knobs = lesson::defaults(*stop.lesson);
    std::size_t const before = wrong.size();
    for (auto const& [name, value] : written.knobs) {
        try {
            stop.knobs = lesson::with(*stop.lesson, stop.knobs, name, value.text);
        } catch (lesson::LessonError const& error) {
            wrong.push_back({value.line, error.what()});
        }
    }
    return wrong.size() == before;
}

std::string events_of(Stop const& stop) {
    return "awaitscope events " + stop.lesson->id + lesson::typed(*stop.lesson, stop.knobs);
}

// The branch that stands below: all of it must come about.
void resolve_branch(lesson::WrittenStop const& written, Stop& stop, Mistakes& wrong) {
    int line = written.schedule.line;
    for (lesson::WrittenWord const& each : written.intervene) {
        line = line == 0 ? each.line : line;
        stop.branch.interventions.push_back(each.text);
    }
    stop.branch.schedule = written.schedule.text;
    if (line == 0) return;
    if (auto const fault = run_under(prepare(*stop.lesson, stop.knobs), stop.branch).fault; !fault.empty())
        wrong.push_back({line, fault});
}

// Whether there is such a moment only a run can say; what it must look like, nobody else.
std::optional<lesson::Moment> resolve_moment(lesson::WrittenStop const& written, Mistakes& wrong) {
    if (written.moment.text.empty()) return std::nullopt;
    try {
        return lesson::parse_moment(written.moment.text);
    } catch (lesson::MomentError const& error) {
        wrong.push_back({written.moment.line, error.what()});
        return std::nullopt;
    }
}

} // namespace

ReadLecture read_lecture(std::string const& text, std::shared_ptr<lesson::Catalogue const> const& catalogue) {
    lesson::LectureText const written = lesson::parse_lecture(text);
    ReadLecture read;
    read.mistakes = written.mistakes;
    read.lecture.title = written.title;
    Session session = new_session(catalogue);
    for (lesson::WrittenStop const& each : written.stops) {
        Stop stop;
        stop.note = each.note.text;
        resolve_panel(each, stop, read.mistakes);
        auto const moment = resolve_moment(each, read.mistakes);
        if (!resolve_lesson(each, *catalogue, stop, read.mistakes)) continue;
        try {
            open_lesson(session, *stop.lesson, stop.knobs);
            resolve_branch(each, stop, read.mistakes);
            auto const found = moment ? lesson::find(*moment, session.log(), session.lesson->program)
                                      : std::optional<std::size_t>(0);
            if (found)
                stop.position = *found;
            else
                read.mistakes.push_back(
                    {each.moment.line, "this run has no such moment: " + each.moment.text + "; `" +
                                           events_of(stop) + "` lists what happens"});
        } catch (std::exception const& error) { // it cannot be run without Python
            read.mistakes.push_back({each.lesson.line, error.what()});
        }
        read.lecture.stops.push_back(std::move(stop));
    }
    std::stable_sort(read.mistakes.begin(), read.mistakes.end(),
                     [](auto const& a, auto const& b) { return a.line < b.line; });
    if (!read.mistakes.empty()) read.lecture = {};
    return read;
}

} // namespace session
