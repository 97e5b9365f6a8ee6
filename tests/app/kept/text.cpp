#include "support/catch.hpp"

#include "kept/text.hpp"

using Catch::Matchers::ContainsSubstring;

namespace {

kept::Progress some_progress() {
    kept::Lesson gather;
    gather.done = true;
    gather.position = 33;
    gather.knobs = {{"fast", "0"}};
    gather.beside = "await-is-concurrent";
    gather.answers = {
        {"fast=0", "What will be in `results`?", kept::How::chosen, "['slow', \"fast\"]\n", true, ""},
        {"fast=0", "And \"when\"?", kept::How::chosen, "3 s – \\ \x1b", false, "await-is-concurrent"},
        {"fast=1", "Who?", kept::How::skipped, "", std::nullopt, ""},
        {"fast=1", "Who else?", kept::How::seen, "", std::nullopt, ""},
        {"fast=2", "Who?", kept::How::chosen, "nobody", std::nullopt, ""}};
    gather.goals = {{"Let \"fast\" be third.", true, 2}, {"Another", false, 1}, {"A third", true, 0}};
    kept::Progress progress;
    progress.last = "gather-order";
    progress.lessons = {{"gather-order", gather}, {"create-task", {}}};
    return progress;
}

} // namespace

TEST_CASE("what is kept comes back as it was, whatever stands in it") {
    kept::Settings settings;
    CHECK(kept::read_settings(kept::settings_text(settings)) == settings);
    settings.theme = "dark";
    settings.scale = 1.25;
    settings.splits = {{"left", 0.3}, {"why", 0.25}};
    settings.unit = "switch";
    settings.level = "exact";
    settings.motion = false;
    CHECK(kept::read_settings(kept::settings_text(settings)) == settings);
    CHECK(kept::read_progress(kept::progress_text(some_progress())) == some_progress());
    CHECK(kept::read_progress(kept::progress_text({})) == kept::Progress{});
    kept::Recent const recent{"/home/anna/a \"b\".awt", "/tmp/ü.py"};
    CHECK(kept::read_recent(kept::recent_text(recent)) == recent);
}

TEST_CASE("the files can be read and edited by a person") {
    auto const text = kept::progress_text(some_progress());
    CHECK(text.starts_with("# "));
    CHECK_THAT(text, ContainsSubstring("[lesson.gather-order]"));
    CHECK_THAT(text, ContainsSubstring("[[lesson.gather-order.answer]]"));
    CHECK_THAT(text, ContainsSubstring("What will be in `results`?"));
    CHECK_THAT(kept::settings_text({"dark", 1.25, {}, "", "", {}}), ContainsSubstring("scale = 1.25"));
}

TEST_CASE("answers that are handed in tell neither where one was nor what else was opened") {
    auto const text = kept::answers_text(some_progress());
    CHECK_THAT(text, !ContainsSubstring("position"));
    CHECK_THAT(text, !ContainsSubstring("last"));
    CHECK_THAT(text, !ContainsSubstring("create-task")); // nothing was said there
    auto const read = kept::read_progress(text);
    CHECK(read.lessons.at("gather-order").done);
    CHECK(read.lessons.at("gather-order").answers == some_progress().lessons.at("gather-order").answers);
    CHECK(read.lessons.at("gather-order").goals == some_progress().lessons.at("gather-order").goals);
}

TEST_CASE("what makes no sense in a file counts as not there and the rest is read") {
    auto const settings = kept::read_settings("theme = 3\nscale = \"big\"\nunit = \"line\"\nnew = 1\n"
                                              "[splits]\nleft = \"half\"\nwhy = 1\n");
    CHECK(settings.theme.empty());
    CHECK_FALSE(settings.scale);
    CHECK(settings.unit == "line");
    CHECK(settings.splits == std::map<std::string, double>{{"why", 1}});
    auto const progress = kept::read_progress(
        "last = 1\n[lesson]\nx = 3\n[lesson.y]\nposition = -4\ndone = \"yes\"\n"
        "answer = [1, {question = \"Q\"}, {question = \"Q\", choice = \"A\", right = 1}]\n");
    CHECK(progress.last.empty());
    REQUIRE(progress.lessons.size() == 1);
    CHECK(progress.lessons.at("y").position == 0);
    CHECK_FALSE(progress.lessons.at("y").done);
    REQUIRE(progress.lessons.at("y").answers.size() == 1); // one with nothing said is none
    CHECK_FALSE(progress.lessons.at("y").answers[0].right);
    CHECK(kept::read_recent("files = [1, \"/a\"]") == kept::Recent{"/a"});
    CHECK(kept::read_recent("files = 1").empty());
}

TEST_CASE("a text that is no TOML is damaged and the line is told") {
    CHECK_THROWS_AS(kept::read_settings("theme = \"dark\"\n= ="), kept::Damaged);
    try {
        (void)kept::read_progress("last = \"a\"\nlesson = [");
        FAIL("it was read");
    } catch (kept::Damaged const& damaged) {
        CHECK_THAT(damaged.what(), ContainsSubstring("line 2"));
    }
}

TEST_CASE("recent files are few, each once, the latest first") {
    kept::Recent recent;
    for (int i = 0; i < 20; ++i) kept::add(recent, "/f" + std::to_string(i));
    CHECK(recent.size() == 12);
    CHECK(recent.front() == "/f19");
    kept::add(recent, "/f15");
    CHECK(recent.size() == 12);
    CHECK(recent.front() == "/f15");
    CHECK(recent[1] == "/f19");
    kept::add(recent, "/no \xff text"); // TOML holds UTF-8 only
    CHECK(recent.front() == "/f15");
}
