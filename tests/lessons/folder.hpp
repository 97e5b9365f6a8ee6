// A lesson folder for a test, good as it is; a test spoils one thing and reads the complaint.
#pragma once
#include "catalogue/load.hpp"
#include "support/temporary_folder.hpp"

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

inline std::string const good_toml = R"toml(id = "tea"
title = "Tea"
idea = "Water boils while the cups are set."
misconception = "One waits by the kettle."
chapter = 3
chapter_name = "Kitchen"
order = 7
tier = "core"

[[knob]]
name = "minutes"
label = "Minutes"
type = "int"
default = 3
min = 0
max = 5
samples = [4]
replace = [["sleep(3)", "sleep({value})"]]

[[knob]]
name = "how"
label = "How"
type = "choice"
default = "hot"

[[knob.choice]]
value = "hot"
label = "hot"

[[knob.choice]]
value = "iced"
label = "iced"
replace = [["    print(\"tea\")\n", "    print(\"ice\")\n    print(\"tea\")\n"]]

[[step]]
moment = "suspend boil"
say = "The kettle needs {minutes} minutes."

[[step]]
moment = "line 5"
say = "Ice comes first."
only = { how = "iced" }

[[question]]
asked = "line 5"
decided = "end"
kind = "order"
text = "What is printed?"
why = "It is tea time."

[[question.choice]]
text = "tea"
right = true

[[question.choice]]
text = "coffee"
because = "There is none."
)toml";

inline std::string const good_program = "import asyncio\n\nasync def boil():\n    await asyncio.sleep(3)\n"
                                        "    print(\"tea\")\n\nasyncio.run(boil())\n";

class Folder {
  public:
    Folder() : Folder(std::nullopt, "tea") {}
    // Another lesson in the folder that a first one stands in.
    Folder(std::string const& name, Folder const& first) : Folder(first.path.parent_path(), name) {}
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;

    void write(std::string const& name, std::string const& text) const {
        std::ofstream(path / name, std::ios::binary) << text;
    }
    // Replaces a piece of the good lesson.toml.
    void change(std::string const& from, std::string const& to) const {
        std::string toml = good_toml;
        std::size_t const at = toml.find(from);
        if (at == std::string::npos) throw std::logic_error("the good lesson.toml has no " + from);
        write("lesson.toml", toml.replace(at, from.size(), to));
    }
    std::string complaint() const {
        try {
            (void)lesson::load(path);
        } catch (lesson::LessonError const& error) {
            return error.what();
        }
        return "no complaint";
    }

  private:
    // No root: one of its own.
    Folder(std::optional<std::filesystem::path> const& root, std::string const& name)
        : path((root ? *root : own_.emplace().path) / name) {
        std::filesystem::create_directories(path);
        write("lesson.toml", good_toml);
        write("program.py", good_program);
        write("lesson.md", "Tea, and [the wait](<moment:suspend boil>).\n");
    }

    std::optional<TemporaryFolder> own_;

  public:
    std::filesystem::path const path;
};
