#include "commands/branches.hpp"

#include "aio/loop/intervention.hpp"
#include "commands/palette.hpp"
#include "commands/parts.hpp"

#include <algorithm>
#include <charconv>

namespace session {
namespace {

constexpr std::string_view naming = "name ";

std::size_t branch_named(std::string_view asked) {
    std::size_t number = 0;
    auto const digits = asked.substr(naming.size());
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

std::string without_event(std::string words) { return words.substr(0, words.rfind(" at event ")); }

} // namespace

void command::AskWords::run(Session& session) const {
    session.look.overlay = Overlay::words;
    session.look.asked = about;
    session.look.palette_query.clear();
    session.look.palette_row = 0;
}
bool command::WalkBranch::may(Session const& session) const {
    auto const* const branch = branch_of(session, number);
    return number != branch_looked_at(session) && (number == 0 || (branch && branch->run));
}
bool command::WalkBeside::may(Session const& session) {
    return is_beside(session) || branch_looked_at(session) != 0;
}
void command::WalkBeside::run(Session& session) {
    auto const* const here = branch_of(session, branch_looked_at(session));
    walk_branch(session, is_beside(session) ? session.beside->branch : here->parent);
}
bool command::ShowBranch::may(Session const& session) const { return WalkBranch{number}.may(session); }
void command::NameBranch::run(Session& session) const {
    name_branch(session, number, name);
    session.look.overlay = Overlay::step_in; // where it was asked for
}

std::vector<Act> acts_now(Session const& session) {
    if (!why_no_branch(session).empty()) return {};
    auto const& state = session.state();
    auto const object = session.look.selected ? session.look.selected : state.current_task;
    return acts_on(state, session.known().index, object);
}

std::vector<PaletteRow> words_rows(Session const& session) {
    std::string const& asked = session.look.asked;
    std::string const& typed = session.look.palette_query;
    if (asked.starts_with(naming)) {
        bool const any = !typed.empty();
        return {{any ? "Call it " + typed : "Call it by what was done", "name",
                 command::NameBranch{branch_named(asked), typed}}};
    }
    std::string const act = typed.empty() ? asked : asked + " " + typed;
    bool const whole = aio::parse_intervention("0 " + act).has_value();
    auto words = without_event(act_words("0 " + act, session.known().index));
    if (!whole) words = asked_words(session);
    return {{words, "at event " + std::to_string(session.playback.position), command::StepIn{act},
             whole && command::StepIn::may(session)}};
}

std::string asked_words(Session const& session) {
    std::string const& asked = session.look.asked;
    if (asked.starts_with(naming)) return "a name for this branch";
    if (asked.starts_with("cancel")) return "a message that goes with the cancellation";
    if (asked.starts_with("resolve")) return "the result, as Python writes it: 5, 'text', None";
    if (asked.starts_with("late")) return "how many seconds later: 0.5";
    return "an exception: ValueError: boom";
}

std::vector<NamedCommand> branch_commands() {
    namespace cmd = command;
    return {
        {"step.in",
         "Step in",
         "What if somebody cancels, resolves, raises here, or a timer is late? And the branches there are.",
         Group::branches,
         {plain('Y')},
         cmd::ShowOverlay{Overlay::step_in},
         shows<Overlay::step_in>},
        {"branch.walk",
         "Walk the branch or go back",
         "The branch below is looked at, and what it left stands below; and the other way round.",
         Group::branches,
         {shift(letter('Y'))},
         cmd::WalkBeside{}},
        {"branch.own",
         "Back to the lesson's own run",
         "From a branch of it.",
         Group::branches,
         {},
         cmd::WalkBranch{}},
        {"order.find",
         "Find the order that breaks it",
         "Looks through the orders that the outside could choose for one that ends badly.",
         Group::branches,
         {},
         cmd::FindOrder{}},
        {"order.find.output",
         "Find an order that prints something else",
         "Looks through the orders that the outside could choose for one with other output.",
         Group::branches,
         {},
         cmd::FindOrder{"output"}},
        {"order.stop",
         "Stop looking for an order",
         "And says how many were looked at.",
         Group::branches,
         {},
         cmd::StopFinding{}}};
}

} // namespace session
