#include "session/vote.hpp"

#include <algorithm>
#include <numeric>

namespace session {

namespace {

unsigned& counted(Vote& vote) { return vote.rounds.back()[vote.choice]; }

} // namespace

Vote new_vote(std::size_t choices) {
    Vote vote;
    vote.rounds.emplace_back(choices, 0U);
    return vote;
}

unsigned hands(Vote::Round const& round) { return std::accumulate(round.begin(), round.end(), 0U); }

bool was_held(Vote const& vote) {
    return std::any_of(vote.rounds.begin(), vote.rounds.end(),
                       [](Vote::Round const& round) { return hands(round) > 0; });
}

std::optional<std::size_t> most_chosen(Vote const& vote, std::vector<std::size_t> const& choices) {
    auto const& hands = vote.rounds.back();
    auto const most = std::max_element(choices.begin(), choices.end(),
                                       [&](std::size_t a, std::size_t b) { return hands[a] < hands[b]; });
    if (most == choices.end() || hands[*most] == 0) return std::nullopt;
    return *most;
}

Vote with_digit(Vote vote, unsigned digit) {
    unsigned const begun = vote.typing ? counted(vote) : 0;
    if (begun * 10 + digit <= most_hands) counted(vote) = begun * 10 + digit;
    vote.typing = true;
    return vote;
}

Vote without_digit(Vote vote) {
    counted(vote) /= 10;
    vote.typing = true;
    return vote;
}

Vote with_more(Vote vote, int hands) {
    int const now = static_cast<int>(counted(vote)) + hands;
    counted(vote) = static_cast<unsigned>(std::clamp(now, 0, static_cast<int>(most_hands)));
    vote.typing = false;
    return vote;
}

Vote counting(Vote vote, std::size_t choice) {
    if (choice < vote.rounds.back().size()) vote.choice = choice;
    vote.typing = false;
    return vote;
}

Vote again(Vote vote) {
    if (vote.rounds.size() < most_rounds) vote.rounds.emplace_back(vote.rounds.back().size(), 0U);
    return counting(std::move(vote), 0);
}

Vote counted_anew(Vote vote) {
    if (vote.rounds.size() > 1 && hands(vote.rounds.back()) == 0)
        vote.rounds.pop_back();
    else
        std::fill(vote.rounds.back().begin(), vote.rounds.back().end(), 0U);
    return counting(std::move(vote), 0);
}

} // namespace session
