// Hands that are counted: plain numbers.
#include "session/vote.hpp"
#include "support/catch.hpp"

using session::Vote;

TEST_CASE("a letter and then digits count hands") {
    auto vote = session::new_vote(3);
    CHECK_FALSE(session::was_held(vote));
    vote = session::with_digit(vote, 1);
    vote = session::with_digit(vote, 2);
    vote = session::counting(vote, 2);
    vote = session::with_digit(vote, 7);
    CHECK(vote.rounds == std::vector<Vote::Round>{{12, 0, 7}});
    CHECK(session::hands(vote.rounds[0]) == 19);
    vote = session::counting(vote, 0);
    vote = session::with_digit(vote, 4); // typed anew
    CHECK(vote.rounds[0][0] == 4);
    vote = session::with_digit(vote, 5);
    vote = session::without_digit(vote);
    CHECK(vote.rounds[0][0] == 4);
    vote = session::with_digit(vote, 6);
    CHECK(vote.rounds[0][0] == 46);
    CHECK(session::was_held(vote));
}

TEST_CASE("no class is larger than 999 and none smaller than nobody") {
    auto vote = session::new_vote(2);
    for (int i = 0; i < 6; ++i) vote = session::with_digit(vote, 9);
    CHECK(vote.rounds[0][0] == 999);
    vote = session::with_more(vote, 1);
    CHECK(vote.rounds[0][0] == 999);
    vote = session::counting(vote, 1);
    vote = session::with_more(vote, -1);
    CHECK(vote.rounds[0][1] == 0);
    vote = session::with_more(vote, 1);
    vote = session::with_digit(vote, 3); // not eleven-and-three: counting by one ends a number
    CHECK(vote.rounds[0][1] == 3);
    CHECK(session::counting(vote, 7).choice == 1); // there is no such choice
}

TEST_CASE("the first round stays beside the second and there is no third") {
    auto vote = session::with_digit(session::new_vote(2), 8);
    vote = session::again(vote);
    vote = session::with_digit(vote, 3);
    CHECK(vote.rounds == std::vector<Vote::Round>{{8, 0}, {3, 0}});
    vote = session::again(vote);
    CHECK(vote.rounds.size() == 2);
    vote = session::counted_anew(vote);
    CHECK(vote.rounds == std::vector<Vote::Round>{{8, 0}, {0, 0}});
    vote = session::counted_anew(vote); // nobody has voted again: back to the first
    CHECK(vote.rounds == std::vector<Vote::Round>{{8, 0}});
    vote = session::counted_anew(vote);
    CHECK(vote.rounds == std::vector<Vote::Round>{{0, 0}});
}
