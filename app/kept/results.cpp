#include "kept/results.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace kept {
namespace {

void count(QuestionResults& into, Answer const& answer) {
    switch (answer.how) {
    case How::skipped: ++into.skipped; return;
    case How::seen: ++into.seen; return;
    case How::chosen: break;
    }
    if (!answer.right) return; // chosen, but the run was left before it showed the answer
    ++into.choices[answer.choice];
    ++(*answer.right ? into.right : into.wrong);
    if (!*answer.right && !answer.belief.empty()) ++into.beliefs[answer.belief];
}

std::string people(std::size_t number) {
    return std::to_string(number) + (number == 1 ? " learner" : " learners");
}

} // namespace

std::vector<QuestionResults> results(std::vector<Progress> const& learners) {
    std::map<std::tuple<std::string, std::string, std::string>, QuestionResults> found;
    for (Progress const& learner : learners)
        for (auto const& [id, lesson] : learner.lessons)
            for (Answer const& answer : lesson.answers) {
                QuestionResults& into = found[{id, answer.knobs, answer.question}];
                into.lesson = id, into.knobs = answer.knobs, into.question = answer.question;
                count(into, answer);
            }
    std::vector<QuestionResults> sorted;
    sorted.reserve(found.size());
    for (auto& [key, each] : found) sorted.push_back(std::move(each));
    std::stable_sort(sorted.begin(), sorted.end(), [](QuestionResults const& a, QuestionResults const& b) {
        return std::tuple(a.lesson, b.wrong) < std::tuple(b.lesson, a.wrong);
    });
    return sorted;
}

std::string results_text(std::vector<QuestionResults> const& results, std::size_t learners) {
    std::string text = people(learners) + "\n";
    std::string lesson;
    for (QuestionResults const& each : results) {
        if (std::exchange(lesson, each.lesson) != each.lesson) text += "\n" + each.lesson + "\n";
        text += "  " + each.question + (each.knobs.empty() ? "" : "  (" + each.knobs + ")") + "\n";
        text +=
            "    " + std::to_string(each.right) + " of " + std::to_string(each.chosen()) + " predicted it";
        if (each.skipped) text += ", " + std::to_string(each.skipped) + " went on without";
        if (each.seen) text += ", " + std::to_string(each.seen) + " saw it first";
        text += "\n";
        for (auto const& [words, number] : each.choices)
            text += "    " + std::to_string(number) + "  " + words + "\n";
        for (auto const& [belief, number] : each.beliefs)
            text += "    the belief " + belief + ": " + people(number) + "\n";
    }
    return text;
}

} // namespace kept
