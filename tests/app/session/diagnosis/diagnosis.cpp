#include "support/catch.hpp"

#include "catalogue/scenarios.hpp"
#include "session/diagnosis/diagnosis.hpp"
#include "support/session_opened.hpp"

#include <algorithm>

using session::diagnose;
using session::lines_under;

namespace {

session::Prepared prepared(std::string const& id) {
    session::Session const session = opened(id);
    return session::prepare(*session.lesson->entry, session.lesson->knobs);
}

bool holds(std::vector<aio::Models> const& all, aio::Models one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

} // namespace

TEST_CASE("what somebody writes down are its lines - without what stands at their ends") {
    using Lines = std::vector<std::string>;
    CHECK(session::written_lines("") == Lines{});
    CHECK(session::written_lines("\n \n a  \r\n\nb\n\n") == Lines{" a", "", "b"});
    CHECK(session::written_lines("one") == Lines{"one"});
}

TEST_CASE("who expects the truth is told so and who expects nothing known is told that") {
    auto const program = prepared("gather-order");
    CHECK(diagnose(program, lines_under(program, {})).truth);
    auto const none = diagnose(program, {"nothing of the kind"});
    CHECK_FALSE(none.truth);
    CHECK(none.fits.empty());
}

TEST_CASE(
    "each wrong model is known by what it prints in each lesson - or cannot be told from others there") {
    std::size_t told = 0;
    for (lesson::Lesson const& each : tree_catalogue()->lessons) {
        if (lesson::scenario_of(each.id) == nullptr) continue;
        auto const program = session::prepare(each, lesson::defaults(each));
        auto const truth = lines_under(program, {});
        for (aio::WrongModel const& model : aio::wrong_models()) {
            INFO(each.id << " " << model.name);
            auto const expected = lines_under(program, model.model);
            auto const found = diagnose(program, expected);
            CHECK(found.truth == (expected == truth));
            if (found.truth) continue;
            CHECK(holds(found.fits, model.model));
            for (aio::Models const other : found.fits) CHECK(lines_under(program, other) == expected);
            told += found.fits.size() == 1;
        }
    }
    CHECK(told > 80);
}

TEST_CASE("two beliefs are found where neither alone makes a program print that") {
    auto const program = prepared("create-task");
    std::size_t pairs = 0;
    auto const models = aio::wrong_models();
    for (std::size_t a = 0; a < models.size(); ++a)
        for (std::size_t b = a + 1; b < models.size(); ++b) {
            aio::Models const both = aio::Models(models[a].model) | models[b].model;
            auto const found = diagnose(program, lines_under(program, both));
            bool const alone = std::any_of(found.fits.begin(), found.fits.end(), [&](aio::Models fit) {
                return std::any_of(models.begin(), models.end(),
                                   [&](aio::WrongModel const& each) { return fit == each.model; });
            });
            if (found.truth || alone) continue;
            ++pairs;
            CHECK(holds(found.fits, both));
        }
    CHECK(pairs > 0);
    CHECK(session::belief_words(aio::Models(models[0].model) | models[1].model) ==
          std::string(models[0].belief) + " And: " + std::string(models[1].belief));
}
