// A lecture as it is written, a TOML file of stops: each word with its line, so that whoever finds a mistake
// in it can say where. session/lecture.hpp says what it means.
#pragma once
#include <string>
#include <utility>
#include <vector>

namespace lesson {

struct WrittenWord {
    std::string text; // empty: not given
    int line = 0;
};

struct WrittenStop {
    WrittenWord lesson, moment, panel, note;
    WrittenWord schedule;                                   // of a branch: "1,0"
    std::vector<WrittenWord> intervene;                     // of a branch: "34 cancel t2"
    bool alone = false;                                     // the panel fills the stage
    std::vector<std::pair<std::string, WrittenWord>> knobs; // name, value
    int line = 0;
};

struct LectureMistake {
    int line = 0; // 0: of the whole file
    std::string sentence;
};

struct LectureText {
    std::string title;
    std::vector<WrittenStop> stops;
    std::vector<LectureMistake> mistakes; // of the writing alone
};

LectureText parse_lecture(std::string const& text);

} // namespace lesson
