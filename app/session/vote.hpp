// How a class votes on a question, by hand: how many hands went up for each choice, before it talked and
// after. Plain counts: who is right, only the run says.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace session {

struct Vote {
    using Round = std::vector<unsigned>; // hands, one number a choice

    std::vector<Round> rounds; // the first, and the one after the class has talked
    std::size_t choice = 0;    // the one that is counted
    bool typing = false;       // a digit goes on with the number that was begun

    bool operator==(Vote const&) const = default;
};

inline constexpr unsigned most_hands = 999;
inline constexpr std::size_t most_rounds = 2;

Vote new_vote(std::size_t choices);
unsigned hands(Vote::Round const& round); // of all choices
bool was_held(Vote const& vote);          // somebody raised a hand
// Of these choices, the one that got the most hands in the last round; the first of equals. Nothing where
// none got any.
std::optional<std::size_t> most_chosen(Vote const& vote, std::vector<std::size_t> const& choices);

// Each changes the number of the choice that is counted, in the last round.
Vote with_digit(Vote vote, unsigned digit); // 1, then 2: twelve
Vote without_digit(Vote vote);
Vote with_more(Vote vote, int hands);
// Another choice is counted: a digit begins a new number.
Vote counting(Vote vote, std::size_t choice);
// The first round stays beside the second, which begins at nothing.
Vote again(Vote vote);
// The last round at nothing; the second, were it at nothing, is taken back.
Vote counted_anew(Vote vote);

} // namespace session
