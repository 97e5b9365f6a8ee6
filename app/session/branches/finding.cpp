#include "session/branches/finding.hpp"

#include "explore/words.hpp"
#include "session/branches/branches.hpp"
#include "session/orders/lesson_orders.hpp"

#include <algorithm>
#include <utility>

namespace session {
namespace {

struct Stopped {}; // leaves the exploration at once: no frame waits for more than one run

void find_branch(Session& session, explore::Break const& broken, bool smallest) {
    if (broken.changes == 0)
        return void(session.messages.push_back(
            {Tone::note, "No other order is needed: as it is, this run breaks. " + broken.what, 12}));
    auto const number = grow_branch(session, 0, {{}, to_string(broken.schedule)});
    walk_branch(session, 0);
    show_branch(session, number);
    std::string words = "Found, with " + std::to_string(broken.changes) +
                        (broken.changes == 1 ? " change" : " changes") +
                        (smallest ? ", the fewest there can be: " : ": ");
    for (std::string const& each : branch_of(session, number)->changes) words += each + " ";
    session.messages.push_back({Tone::note, words + "It stands below; step on and see.", 20});
}

} // namespace

Finding::Finding(lesson::Lesson const& lesson, lesson::Knobs const& knobs, std::string const& fails)
    : fails_(fails) {
    explore::Vary const vary{true, true, true, outside_lines(lesson, knobs)};
    varied_ = explore::varied(vary);
    thread_ =
        std::thread([this, vary, run = lesson_run(lesson, knobs, parse_fails(fails))] { look(run, vary); });
}

Finding::~Finding() {
    stop_ = true;
    thread_.join();
}

void Finding::look(explore::Run const& run, explore::Vary const& vary) {
    explore::Options options;
    options.vary = vary;
    options.go_on = [this](explore::Progress const& progress) {
        looked_at_ = progress.looked_at;
        return !stop_;
    };
    auto const unless_stopped = [this, &run](aio::Schedule const& schedule, bool recorded) {
        if (stop_) throw Stopped();
        return run(schedule, recorded);
    };
    try {
        ended_.result = explore::explore(unless_stopped, options);
        ended_.stopped = stop_;
    } catch (Stopped const&) {
        ended_.result.looked_at = looked_at_;
        ended_.stopped = true;
    } catch (std::exception const& error) {
        ended_.problem = error.what();
    }
    over_ = true;
}

std::optional<Finding::Ended> Finding::ended() const { return over_ ? std::optional(ended_) : std::nullopt; }

std::string told(explore::Result const& result, std::string const& varied, bool stopped) {
    std::string const of = " of " + varied + ", with these knobs";
    auto const looked = static_cast<double>(result.looked_at);
    double const there = std::max(result.orders, looked);
    if (stopped) return "Stopped: " + explore::orders(looked) + " looked at, and none of them breaks it.";
    if (!result.all)
        return "None of those looked at (" + explore::orders(looked) + ") breaks it; there are " +
               (result.orders_exact ? "" : "at least ") + explore::grouped(there) + of +
               ". The others were not looked at.";
    if (result.orders_exact && there == 1)
        return "It does not break, and there is one order only: nothing here is left to the outside.";
    std::string const all = result.orders_exact ? "all " : "all that there are, at least ";
    return "None breaks it: " + all + explore::orders(there) + of + "." +
           (looked < there
                ? " " + explore::orders(looked) + " looked at; the others do what one of these does."
                : "");
}

void find_order(Session& session, std::string const& fails) {
    if (auto why = why_no_branch(session); !why.empty()) throw EngineError(why);
    session.finding = std::make_shared<Finding>(*session.lesson->entry, session.lesson->knobs, fails);
}

void stop_finding(Session& session) {
    if (session.finding) session.finding->stop();
}

std::string finding_words(Session const& session) {
    if (!session.finding) return {};
    return explore::orders(static_cast<double>(session.finding->looked_at())) + " looked at";
}

bool look_after_finding(Session& session) {
    if (!session.finding) return false;
    auto const ended = session.finding->ended();
    if (!ended) return true;
    auto const finding = std::exchange(session.finding, nullptr);
    if (!ended->problem.empty())
        session.messages.push_back({Tone::error, ended->problem});
    else if (ended->result.broken)
        find_branch(session, *ended->result.broken, ended->result.smallest);
    else
        session.messages.push_back({Tone::note, told(ended->result, finding->varied(), ended->stopped), 20});
    return true;
}

} // namespace session
