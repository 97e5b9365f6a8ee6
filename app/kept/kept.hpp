// What is kept of a person from one start to the next: plain data, which knows neither session nor screen.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace kept {

// How they like it. What is not there is as the program has it.
struct Settings {
    std::string theme;
    std::optional<double> scale;
    std::map<std::string, double> splits; // "left" -> its share
    std::string unit;                     // of a step in lessons
    std::string level;
    std::optional<bool> motion;

    bool operator==(Settings const&) const = default;
};

enum class How : std::uint8_t { chosen, skipped, seen };

// What was said to a question of a lesson.
struct Answer {
    std::string knobs;    // which variant was asked: "fast=1,how=gather"
    std::string question; // its words
    How how = How::chosen;
    std::string choice;        // its words; empty unless one was chosen
    std::optional<bool> right; // of a choice, once the run has shown it
    std::string belief;        // behind a wrong one, once the run has shown it: "await-is-concurrent"

    bool operator==(Answer const&) const = default;
};

// A task of a lesson.
struct Goal {
    std::string goal;        // its words
    bool reached = false;    // once, at least
    std::uint64_t hints = 0; // that were asked for

    bool operator==(Goal const&) const = default;
};

// Another way that a lesson's run can go, see session/branches.
struct Branch {
    std::uint64_t number = 0;
    std::uint64_t parent = 0;
    std::string name;                   // that somebody gave it
    std::vector<std::string> intervene; // what it does more than its parent: "34 cancel t2"
    std::string schedule;

    bool operator==(Branch const&) const = default;
};

struct Lesson {
    bool done = false; // its end was reached
    std::uint64_t position = 0;
    std::map<std::string, std::string> knobs; // that are not as the lesson has them
    std::string beside;                       // the belief that ran beside it
    std::vector<Answer> answers;
    std::vector<Goal> goals; // that were reached, or hinted at
    std::vector<Branch> branches;
    std::string agreed; // the program that may be run here, with what knobs put into it

    bool operator==(Lesson const&) const = default;
};

struct Progress {
    std::string last; // the lesson that was open last
    std::map<std::string, Lesson, std::less<>> lessons;

    bool operator==(Progress const&) const = default;
};

using Recent = std::vector<std::string>; // files, the latest first
void add(Recent& recent, std::string const& file);

struct Kept {
    Settings settings;
    Progress progress;
    Recent recent;

    bool operator==(Kept const&) const = default;
};

} // namespace kept
