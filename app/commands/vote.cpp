#include "commands/vote.hpp"

#include "commands/parts.hpp"

#include <utility>

namespace session {

namespace {

// The one on the screen; it is there while votes_now.
Vote& vote_here(Session& session) { return session.votes[vote_key(session, *question_shown(session))]; }

template <typename Change>
void change(Session& session, Change how) {
    Vote& vote = vote_here(session);
    vote = how(std::move(vote));
}

} // namespace

void command::ToggleVote::run(Session& session) {
    session.look.voting = !session.look.voting;
    if (!session.look.voting) return;
    session.playback.playing = false;
    std::size_t const question = *question_shown(session);
    if (is_decided(session, question)) return; // too late to vote: what was counted is shown
    auto const choices = session.lesson->narration.questions[question].question.choices.size();
    session.votes.try_emplace(vote_key(session, question), new_vote(choices));
}
bool command::CountChoice::may(Session const& session) const {
    return votes_now(session) && choice < vote_on(session, *question_shown(session))->rounds.back().size();
}
void command::CountChoice::run(Session& session) const {
    change(session, [&](Vote vote) { return counting(std::move(vote), choice); });
}
void command::CountNext::run(Session& session) const {
    change(session, [&](Vote vote) {
        std::size_t const count = vote.rounds.back().size();
        std::size_t const next = (vote.choice + (down ? 1 : count - 1)) % count;
        return counting(std::move(vote), next);
    });
}
void command::CountDigit::run(Session& session) const {
    change(session, [&](Vote vote) { return with_digit(std::move(vote), digit); });
}
void command::UncountDigit::run(Session& session) { change(session, without_digit); }
void command::CountHands::run(Session& session) const {
    change(session, [&](Vote vote) { return with_more(std::move(vote), more); });
}
bool command::VoteAgain::may(Session const& session) {
    if (!votes_now(session)) return false;
    Vote const& vote = *vote_on(session, *question_shown(session));
    return vote.rounds.size() < most_rounds && was_held(vote);
}
void command::VoteAgain::run(Session& session) { change(session, again); }
void command::CountAnew::run(Session& session) { change(session, counted_anew); }
void command::ShowBeliefOfClass::run(Session& session) {
    auto const& question = session.lesson->narration.questions[*question_shown(session)].question;
    show_belief(session, question.choices[*belief_of_class(session)].model);
    session.look.voting = false; // the two timelines need the screen
}

std::vector<NamedCommand> vote_commands() {
    namespace cmd = command;
    using K = KeyName;
    std::vector<NamedCommand> rows{{"vote",
                                    "Vote",
                                    "The question fills the screen, and hands are counted.",
                                    Group::vote,
                                    {{plain('Q'), at::panels | at::vote}},
                                    cmd::ToggleVote{},
                                    voting}};
    constexpr std::string_view ids[] = {"vote.a", "vote.b", "vote.c", "vote.d", "vote.e", "vote.f"};
    for (std::size_t i = 0; i < std::size(ids); ++i)
        rows.push_back({ids[i],
                        "Choice whose hands are counted",
                        "Then type how many there are.",
                        Group::vote,
                        {{plain(static_cast<char>('A' + i)), at::vote}},
                        cmd::CountChoice{i}});
    constexpr std::string_view digits[] = {"vote.0", "vote.1", "vote.2", "vote.3", "vote.4",
                                           "vote.5", "vote.6", "vote.7", "vote.8", "vote.9"};
    for (unsigned i = 0; i < std::size(digits); ++i)
        rows.push_back({digits[i],
                        "How many hands",
                        "Typed digit by digit.",
                        Group::vote,
                        {{plain(static_cast<char>('0' + i)), at::vote}},
                        cmd::CountDigit{i}});
    for (NamedCommand& row :
         std::vector<NamedCommand>{{"vote.undo",
                                    "Take the digit back",
                                    "The last one typed.",
                                    Group::vote,
                                    {{plain(K::backspace), at::vote}},
                                    cmd::UncountDigit{}},
                                   {"vote.more",
                                    "One hand more",
                                    "For this choice.",
                                    Group::vote,
                                    {{plain(K::plus), at::vote}},
                                    cmd::CountHands{1}},
                                   {"vote.less",
                                    "One hand less",
                                    "For this choice.",
                                    Group::vote,
                                    {{plain(K::minus), at::vote}},
                                    cmd::CountHands{-1}},
                                   {"vote.next",
                                    "Choice below",
                                    "Its hands are counted next.",
                                    Group::vote,
                                    {{plain(K::down), at::vote}, {plain(K::enter), at::vote}},
                                    cmd::CountNext{true}},
                                   {"vote.previous",
                                    "Choice above",
                                    "Its hands are counted next.",
                                    Group::vote,
                                    {{plain(K::up), at::vote}},
                                    cmd::CountNext{false}},
                                   {"vote.again",
                                    "Talk, then vote again",
                                    "The first count stays beside the second.",
                                    Group::vote,
                                    {{plain('T'), at::vote}},
                                    cmd::VoteAgain{}},
                                   {"vote.anew",
                                    "Count anew",
                                    "This round begins at nothing.",
                                    Group::vote,
                                    {{plain('X'), at::vote}},
                                    cmd::CountAnew{}},
                                   {"vote.belief",
                                    "See what most believed",
                                    "As a second timeline, once the run has shown the answer.",
                                    Group::vote,
                                    {{plain('S'), at::vote}},
                                    cmd::ShowBeliefOfClass{}}})
        rows.push_back(std::move(row));
    return rows;
}

} // namespace session
