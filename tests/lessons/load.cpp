#include "catalogue/catalogue.hpp"
#include "catalogue/knobs.hpp"
#include "folder.hpp"
#include "support/catch.hpp"

using Catch::Matchers::ContainsSubstring;

TEST_CASE("a lesson folder is read whole") {
    Folder const folder;
    lesson::Lesson const tea = lesson::load(folder.path);
    CHECK(tea.id == "tea");
    CHECK(tea.chapter == 3);
    CHECK(tea.order == 7);
    CHECK(tea.program == good_program);
    REQUIRE(tea.knobs.size() == 2);
    CHECK(tea.knobs[0].default_value == lesson::Value(std::int64_t{3}));
    CHECK(tea.knobs[1].choices.size() == 2);
    REQUIRE(tea.questions.size() == 1);
    CHECK(tea.questions[0].choices[0].right);
    CHECK_FALSE(tea.questions[0].choices[1].right);
    CHECK(tea.questions[0].about.kind == replay::Asks::order);
    CHECK(tea.questions[0].written.line > 0);
}

TEST_CASE("each thing that is wrong in lesson.toml has its own sentence") {
    struct Spoilt {
        std::string from, to, complaint;
    };
    std::vector<Spoilt> const cases{
        {"id = \"tea\"", "id = ", "tea/lesson.toml:1:"},
        {"id = \"tea\"", "id = \"tee\"", "tea/lesson.toml:1: the id is `tee` but the folder is called `tea`"},
        {"title = \"Tea\"\n", "", "`title` is missing in the lesson"},
        {"title = \"Tea\"", "titel = \"Tea\"",
         "tea/lesson.toml:2: unknown key `titel` in the lesson; did you mean `title`?"},
        {"title = \"Tea\"", "title = 4", "tea/lesson.toml:2: `title` must be a text"},
        {"chapter = 3", "chapter = \"three\"", "tea/lesson.toml:5: `chapter` must be a whole number"},
        {"tier = \"core\"", "tier = \"best\"", "`tier` must be core or extra"},
        {"type = \"int\"", "type = \"integer\"",
         "unknown type `integer`; a knob is bool, int, number or choice"},
        {"default = 3", "default = 9",
         "tea/lesson.toml:14: `default`: minutes must be a whole number from 0 to 5, not 9"},
        {"default = 3\n", "", "`default` is missing in [[knob]]"},
        {"default = \"hot\"", "default = \"cold\"", "how must be one of: hot, iced, not cold"},
        {"samples = [4]", "samples = [40]", "`samples`: minutes must be a whole number from 0 to 5, not 40"},
        {"min = 0", "min = 8", "`min` must be less than `max`"},
        {"max = 5", "max = 5.5", "`min`, `max` and `step` of an int must be whole numbers"},
        {"name = \"how\"", "name = \"minutes\"", "the knob `minutes` is there twice"},
        {"name = \"how\"", "name = \"../how\"", "the name `../how` may hold small letters"},
        {"value = \"iced\"", "value = \"hot\"", "the choice `hot` of `how` is there twice"},
        {"[[\"sleep(3)\", \"sleep({value})\"]]", "[\"sleep(3)\"]", "`replace` must be a list of pairs"},
        {"sleep(3)\", \"", "sleep(4)\", \"",
         "knob `minutes` replaces the text `sleep(4)`, which does not stand in the program"},
        {"[[\"sleep(3)\"", "[[\"asyncio\"", "stands more than once in the program; make it longer"},
        {"moment = \"suspend boil\"", "moment = \"suspnd boil\"",
         "the moment `suspnd boil` begins with no known word"},
        {"moment = \"line 5\"", "moment = \"line 50\"",
         "`line 50` is past the end of program.py, which has 7 lines"},
        {"only = { how = \"iced\" }", "only = { howe = \"iced\" }",
         "`only`: unknown knob howe; this lesson has: minutes, how"},
        {"only = { how = \"iced\" }", "only = { minutes = [2, 7] }",
         "`only`: minutes must be a whole number from 0 to 5, not 7"},
        {"right = true", "right = false", "needs the wrong model it follows"},
        {"because = \"There is none.\"", "right = true", "the question has 2 right choices"},
        {"because = \"There is none.\"", "model = \"tea-is-coffee\"",
         "unknown model `tea-is-coffee`; the models are: calling-runs-it"},
        {"because = \"There is none.\"", "because = \"There is none.\"\nmisconception = \"M99\"",
         "unknown misconception `M99`"},
        {"right = true", "right = true\nmisconception = \"M1\"", "the right choice is no misconception"},
        {"text = \"coffee\"", "text = \"tea\"", "the choice `tea` is there twice"},
        {"why = \"It is tea time.\"\n", "", "`why` is missing in [[question]]"},
        {"asked = \"line 5\"\n", "", "`asked` is missing in [[question]]"},
        {"asked = \"line 5\"", "moment = \"line 5\"", "unknown key `moment` in [[question]]"},
        {"decided = \"end\"", "decided = \"line 9\"", "`line 9` is past the end of program.py"},
        {"kind = \"order\"", "kind = \"taste\"", "`kind` must be one of: next, order, value, time, state"},
        {"kind = \"order\"", "kind = \"value\"", "`of` is missing: it says of which local"},
        {"kind = \"order\"", "kind = \"order\"\nof = \"third\"", "`of` must be first or last"},
        {"kind = \"order\"", "kind = \"time\"\nof = \"tea\"", "`of` has no meaning where `kind` is time"},
        {"text = \"coffee\"\n", "", "`text` is missing in [[question.choice]]"},
        {"tier = \"core\"", "tier = \"core\"\nneeds_python = \"2.7\"",
         "`needs_python` must be a version like \"3.11\""},
        {"tier = \"core\"", "tier = \"core\"\noutside = [5]",
         "`outside` names lines of program.py that sleep; line 5 is none"},
        {"[[question]]", "[[watch]]\nname = \"heap\"\nvalue = \"heap\"\n\n[[question]]",
         "`heap` does not occur in program.py"},
        {"[[question]]", "[[watch]]\nname = \"tea\"\nvalue = \"boil\"\nin = \"pour\"\n\n[[question]]",
         "program.py has no function `pour`"},
    };
    Folder const folder;
    for (Spoilt const& spoilt : cases) {
        folder.change(spoilt.from, spoilt.to);
        CHECK_THAT(folder.complaint(), ContainsSubstring(spoilt.complaint));
    }
}

namespace {

std::string goal(std::string const& by, std::string const& attempts) {
    return "[[goal]]\ntext = \"Make tea at once.\"\nby = \"" + by +
           "\"\nasked = \"begin\"\ndecided = \"end\"\nkind = \"time\"\nis = \"0 s\"\nhints = [\"Turn a "
           "knob.\"]\n" +
           attempts + "\n[[question]]";
}

std::string const solved = "[[goal.solution]]\nknobs = { minutes = 0 }\n";
std::string wrong(std::string const& minutes) {
    return "[[goal.wrong]]\nknobs = { minutes = " + minutes + " }\nbecause = \"It still takes time.\"\n";
}

} // namespace

TEST_CASE("what a lesson watches, what stands for the world outside and its goals are read") {
    Folder const folder;
    folder.change("[[question]]", "[[watch]]\nname = \"the kettle\"\nvalue = \"boil\"\n\n" +
                                      goal("choices", solved + wrong("1") + wrong("2") + wrong("3")));
    lesson::Lesson const tea = lesson::load(folder.path);
    REQUIRE(tea.watch.size() == 1);
    CHECK(tea.watch[0].name == "the kettle");
    REQUIRE(tea.goals.size() == 1);
    CHECK(tea.goals[0].by == lesson::GoalBy::choices);
    CHECK(tea.goals[0].solution.knobs.at("minutes") == "0");
    CHECK(tea.goals[0].wrong.size() == 3);
    folder.change("tier = \"core\"", "tier = \"core\"\nneeds_python = \"3.11\"\noutside = [4]");
    lesson::Lesson const outside = lesson::load(folder.path);
    CHECK(outside.outside == std::vector<int>{4});
    CHECK(outside.needs_python == "3.11");
}

TEST_CASE("each thing that is wrong with a goal has its own sentence") {
    struct Spoilt {
        std::string goal, complaint;
    };
    std::string const three = wrong("1") + wrong("2") + wrong("3");
    std::vector<Spoilt> const cases{
        {goal("magic", solved + three), "`by` must be edit, choices or interventions"},
        {goal("edit", solved + three), "`knobs` is not how this goal is reached; it wants `edit`"},
        {goal("choices", three), "the goal needs exactly one [[goal.solution]]"},
        {goal("choices", solved + wrong("1")),
         "the goal needs three [[goal.wrong]], those that people try; it has 1"},
        {goal("choices", solved + wrong("1") + wrong("2") + wrong("9")),
         "minutes must be a whole number from 0 to 5, not 9"},
        {goal("edit", "[[goal.solution]]\nedit = [[\"coffee\", \"tea\"]]\n"),
         "`coffee` stands 0 times in program.py; it must stand there once"},
    };
    Folder const folder;
    for (Spoilt const& spoilt : cases) {
        folder.change("[[question]]", spoilt.goal);
        CHECK_THAT(folder.complaint(), ContainsSubstring(spoilt.complaint));
    }
}

TEST_CASE("a file that is missing or empty is named") {
    Folder const folder;
    folder.write("lesson.md", "");
    CHECK(folder.complaint() == "tea/lesson.md: is empty");
    std::filesystem::remove(folder.path / "program.py");
    CHECK_THAT(folder.complaint(), ContainsSubstring("tea/program.py: cannot be read"));
    std::filesystem::remove(folder.path / "lesson.toml");
    CHECK_THAT(folder.complaint(), ContainsSubstring("tea/lesson.toml: cannot be read"));
}

TEST_CASE("a wrong link in the text is a broken lesson") {
    Folder const folder;
    folder.write("lesson.md", "See [it](<moment:happen boil>).\n");
    CHECK_THAT(folder.complaint(),
               ContainsSubstring("tea/lesson.md: the moment `happen boil` begins with no known word"));
    folder.write("lesson.md", "See [it](moment:suspend boil).\n");
    CHECK_THAT(folder.complaint(), ContainsSubstring("write a moment in angle brackets"));
}

TEST_CASE("a broken lesson does not hide the others and lessons come in order") {
    Folder const tea;
    Folder const broken("broken", tea);
    Folder const early("early", tea);
    std::string toml = good_toml;
    toml.replace(toml.find("\"tea\""), 5, "\"early\"");
    toml.replace(toml.find("order = 7"), 9, "order = 2");
    early.write("lesson.toml", toml);
    lesson::Catalogue const all = lesson::catalogue(tea.path.parent_path());
    REQUIRE(all.lessons.size() == 2);
    CHECK(all.lessons[0].id == "early");
    CHECK(all.lessons[1].id == "tea");
    REQUIRE(all.broken.size() == 1);
    CHECK_THAT(all.broken[0].problem, ContainsSubstring("the folder is called `broken`"));
    CHECK(lesson::find(all, "tea").id == "tea");
    CHECK_THROWS_WITH(lesson::find(all, "erly"), "unknown lesson erly; did you mean early?");
    CHECK_THROWS_WITH(lesson::find(all, "breakfast"),
                      "unknown lesson breakfast; the lessons are: early, tea");
    CHECK_THROWS_WITH(lesson::find(all, "broken"), ContainsSubstring("the folder is called `broken`"));
}

TEST_CASE("lessons of another folder come among the others and a taken id is told") {
    Folder const tea;
    lesson::Catalogue all = lesson::catalogue(tea.path.parent_path());
    TemporaryFolder const other;
    std::filesystem::copy(tea.path, other.path / "tea", std::filesystem::copy_options::recursive);
    std::filesystem::copy(tea.path, other.path / "chai", std::filesystem::copy_options::recursive);
    std::string toml = good_toml;
    toml.replace(toml.find("\"tea\""), 5, "\"chai\"");
    toml.replace(toml.find("order = 7"), 9, "order = 2");
    std::ofstream(other.path / "chai" / "lesson.toml") << toml;
    lesson::add(all, lesson::catalogue(other.path));
    REQUIRE(all.lessons.size() == 2);
    CHECK(all.lessons[0].id == "chai");
    REQUIRE(all.broken.size() == 1);
    CHECK_THAT(all.broken[0].problem,
               ContainsSubstring("the id `tea` is that of the lesson in " + tea.path.string()));
}

TEST_CASE("a folder of lessons that is not there is one clear sentence") {
    CHECK_THROWS_WITH(lesson::catalogue("/no/such/folder"),
                      ContainsSubstring("cannot read the lessons in /no/such/folder"));
}

TEST_CASE("the folder of the lessons can be set from outside") {
    REQUIRE(setenv("AWAITSCOPE_LESSONS", "/somewhere", 1) == 0);
    CHECK(lesson::lessons_folder() == "/somewhere");
    unsetenv("AWAITSCOPE_LESSONS");
    CHECK(lesson::lessons_folder() == std::filesystem::path(AWAITSCOPE_ROOT) / "lessons");
}
