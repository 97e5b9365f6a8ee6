#include "catalogue/references.hpp"
#include "folder.hpp"
#include "support/catch.hpp"
#include "trace/writer.hpp"

#include <cstdlib>

TEST_CASE("a reference counts only if it is whole and recorded this very program") {
    Folder const folder;
    lesson::Lesson const tea = lesson::load(folder.path);
    lesson::Knobs const knobs = lesson::defaults(tea);
    lesson::Program const program = lesson::variant(tea, knobs);
    std::filesystem::path const file = folder.path / lesson::reference_path(tea, knobs);
    CHECK(lesson::reference_path(tea, knobs) == "tea/how=hot,minutes=3.awt");
    REQUIRE(setenv("AWAITSCOPE_REFERENCES", folder.path.c_str(), 1) == 0);
    CHECK_FALSE(lesson::reference(tea, knobs, program).has_value());

    trace::Log log;
    log.add_source({"program.py", program.text, {}});
    log.append({});
    log.set_end({});
    std::filesystem::create_directories(file.parent_path());
    trace::save(log, file);
    REQUIRE(lesson::reference(tea, knobs, program).has_value());
    CHECK(lesson::reference(tea, knobs, program)->size() == 1);

    lesson::Program other = program;
    other.text += "# changed\n";
    CHECK_FALSE(lesson::reference(tea, knobs, other).has_value());

    std::filesystem::resize_file(file, std::filesystem::file_size(file) - 10);
    CHECK_FALSE(lesson::reference(tea, knobs, program).has_value());
    std::ofstream(file) << "no trace";
    CHECK_FALSE(lesson::reference(tea, knobs, program).has_value());
    unsetenv("AWAITSCOPE_REFERENCES");
}
