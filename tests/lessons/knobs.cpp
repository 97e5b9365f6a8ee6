#include "catalogue/knobs.hpp"
#include "catalogue/catalogue.hpp"
#include "catalogue/program.hpp"
#include "folder.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <set>

using Catch::Matchers::ContainsSubstring;

TEST_CASE("a knob takes its value from text and refuses what does not fit") {
    Folder const folder;
    lesson::Lesson const tea = lesson::load(folder.path);
    lesson::Knobs const knobs =
        lesson::with(tea, lesson::with(tea, lesson::defaults(tea), "minutes", "5"), "how", "iced");
    CHECK(knobs.whole("minutes") == 5);
    CHECK(knobs.number("minutes") == 5.0);
    CHECK(knobs.choice("how") == "iced");
    CHECK(lesson::label(knobs) == "how=iced,minutes=5");
    CHECK_THROWS_WITH(lesson::with(tea, knobs, "minutes", "6"),
                      "minutes must be a whole number from 0 to 5, not 6");
    CHECK_THROWS_WITH(lesson::with(tea, knobs, "minutes", "2.5"),
                      "minutes must be a whole number from 0 to 5, not 2.5");
    CHECK_THROWS_WITH(lesson::with(tea, knobs, "minutes", ""),
                      "minutes must be a whole number from 0 to 5, not empty");
    CHECK_THROWS_WITH(lesson::with(tea, knobs, "how", "cold"), "how must be one of: hot, iced, not cold");
    CHECK_THROWS_WITH(lesson::with(tea, knobs, "sugar", "1"),
                      "unknown knob sugar; this lesson has: minutes, how");
    CHECK_THROWS_AS((void)knobs.flag("minutes"), lesson::LessonError);
}

TEST_CASE("a number must be one and inside its range") {
    lesson::Lesson lesson;
    lesson::Knob knob;
    knob.name = "delay";
    knob.type = lesson::KnobType::number;
    knob.default_value = 0.5;
    knob.max = 2;
    lesson.knobs.push_back(knob);
    CHECK(lesson::with(lesson, {}, "delay", "0.25").number("delay") == 0.25);
    CHECK(lesson::label(lesson::with(lesson, {}, "delay", "0.25")) == "delay=0.25");
    CHECK_THROWS_WITH(lesson::with(lesson, {}, "delay", "nan"),
                      "delay must be a number from 0 to 2, not nan");
    CHECK_THROWS_WITH(lesson::with(lesson, {}, "delay", "1s"), "delay must be a number from 0 to 2, not 1s");
    for (auto const& [text, number] :
         {std::pair{"1", 1.0}, {"1.", 1.0}, {".5", 0.5}, {"5e-1", 0.5}, {"1E0", 1.0}})
        CHECK(lesson::with(lesson, {}, "delay", text).number("delay") == number);
    for (char const* const text :
         {"", " 1", "1 ", "+1", "0x1", "1e", "1e999", "1,5", "--1", "inf", "1.2.3", "-"}) {
        INFO(text);
        CHECK_THROWS_AS(lesson::with(lesson, {}, "delay", text), lesson::LessonError);
    }
}

TEST_CASE("samples are the cross product with the defaults first") {
    Folder const folder;
    lesson::Lesson const tea = lesson::load(folder.path);
    std::vector<lesson::Knobs> const all = lesson::all_samples(tea);
    CHECK(all.size() == 8); // minutes 3 0 5 4, how hot iced
    CHECK(all.front() == lesson::defaults(tea));
    std::set<std::string> labels;
    for (lesson::Knobs const& knobs : all) labels.insert(lesson::label(knobs));
    CHECK(labels.size() == all.size());
    CHECK(lesson::changed(tea, all.front()).empty());
    CHECK(lesson::changed(tea, lesson::with(tea, all.front(), "minutes", "0")) ==
          std::map<std::string, std::string>{{"minutes", "0"}});
}

TEST_CASE("steps and questions are those of the settings with values filled in") {
    Folder const folder;
    lesson::Lesson const tea = lesson::load(folder.path);
    lesson::Knobs const usual = lesson::defaults(tea);
    REQUIRE(lesson::steps(tea, usual).size() == 1);
    CHECK(lesson::steps(tea, usual)[0].say == "The kettle needs 3 minutes.");
    CHECK(lesson::steps(tea, lesson::with(tea, usual, "minutes", "5"))[0].say ==
          "The kettle needs 5 minutes.");
    CHECK(lesson::steps(tea, lesson::with(tea, usual, "how", "iced")).size() == 2);
    CHECK(lesson::questions(tea, usual).size() == 1);
}

TEST_CASE("a variant knows where each line of the program went") {
    Folder const folder;
    lesson::Lesson tea = lesson::load(folder.path);
    lesson::Program const iced =
        lesson::variant(tea, lesson::with(tea, lesson::defaults(tea), "how", "iced"));
    CHECK_THAT(iced.text, ContainsSubstring("    print(\"ice\")\n    print(\"tea\")\n"));
    CHECK(iced.line(4) == 4);
    CHECK(iced.line(5) == 5);
    CHECK(iced.line(7) == 8);
    CHECK(iced.line(8) == 0);

    tea.knobs[1].choices[1].replace = {{"    await asyncio.sleep(3)\n", ""}};
    lesson::Program const removed =
        lesson::variant(tea, lesson::with(tea, lesson::defaults(tea), "how", "iced"));
    CHECK(removed.line(3) == 3);
    CHECK(removed.line(4) == 0);
    CHECK(removed.line(5) == 4);

    tea.knobs[1].choices[1].replace = {{"    await asyncio.sleep(3)\n    print(\"tea\")", "    pass"}};
    lesson::Program const joined =
        lesson::variant(tea, lesson::with(tea, lesson::defaults(tea), "how", "iced"));
    CHECK(joined.line(4) == 4);
    CHECK(joined.line(5) == 4);
    CHECK(joined.line(6) == 5);
}

TEST_CASE("a true flag makes its replacements and a false one none") {
    Folder const folder;
    lesson::Lesson tea = lesson::load(folder.path);
    lesson::Knob flag;
    flag.name = "loud";
    flag.default_value = false;
    flag.replace = {{"\"tea\"", "\"TEA\""}};
    tea.knobs.push_back(flag);
    CHECK(lesson::variant(tea, lesson::defaults(tea)).text == good_program);
    CHECK_THAT(lesson::variant(tea, lesson::with(tea, lesson::defaults(tea), "loud", "true")).text,
               ContainsSubstring("print(\"TEA\")"));
}

namespace {

// "fast: 1", "how: await asyncio.gather(...)": what stands where the knobs are.
std::vector<std::string> knobs_in(lesson::Program const& program) {
    std::vector<std::string> found;
    for (auto const& place : program.knobs)
        found.push_back(place.knob + ": " + program.text.substr(place.begin, place.end - place.begin));
    return found;
}

lesson::Program gather_with(std::string const& how, std::string const& fast) {
    auto const gather = lesson::load(AWAITSCOPE_ROOT "/lessons/gather-order");
    auto const knobs =
        lesson::with(gather, lesson::with(gather, lesson::defaults(gather), "how", how), "fast", fast);
    return lesson::variant(gather, knobs);
}

} // namespace

TEST_CASE("a variant knows where its knobs stand in the program") {
    CHECK(
        knobs_in(gather_with("gather", "1")) ==
        std::vector<std::string>{
            R"(how: await asyncio.gather(fetch("slow", 3), fetch("fast", 1), fetch("mid", 2)))", "fast: 1"});
    CHECK(knobs_in(gather_with("one-by-one", "5")) ==
          std::vector<std::string>{
              R"(how: [await fetch("slow", 3), await fetch("fast", 5), await fetch("mid", 2)])", "fast: 5"});
}

TEST_CASE("every knob of every lesson stands somewhere in each variant unless it takes lines away") {
    for (auto const& each : lesson::catalogue(AWAITSCOPE_ROOT "/lessons").lessons)
        for (auto const& knobs : lesson::all_samples(each)) {
            INFO(each.id << " " << lesson::label(knobs));
            auto const program = lesson::variant(each, knobs);
            std::set<std::string> seen;
            for (auto const& place : program.knobs) {
                REQUIRE(place.begin < place.end);
                REQUIRE(place.end <= program.text.size());
                seen.insert(place.knob);
                auto const& knob = *std::find_if(each.knobs.begin(), each.knobs.end(),
                                                 [&](auto const& it) { return it.name == place.knob; });
                if (knob.type == lesson::KnobType::whole)
                    CHECK(program.text.substr(place.begin, place.end - place.begin) ==
                          lesson::to_string(knobs.values.at(place.knob)));
            }
            for (auto const& knob : each.knobs) {
                auto const choice =
                    std::find_if(knob.choices.begin(), knob.choices.end(), [&](auto const& it) {
                        return lesson::Value(it.value) == knobs.values.at(knob.name);
                    });
                bool const takes_away = choice != knob.choices.end() && !choice->replace.empty() &&
                                        std::all_of(choice->replace.begin(), choice->replace.end(),
                                                    [](auto const& made) { return made.to.empty(); });
                INFO(knob.name);
                CHECK((takes_away || seen.count(knob.name) == 1));
            }
        }
}
