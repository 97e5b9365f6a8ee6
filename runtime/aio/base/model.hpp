// What is believed of asyncio: the truth, or some of the wrong models that people hold. A run under a wrong
// model shows what the program would do if it were right; under several, if all of them were. Each is a
// deviation of a few lines at the points that it is about, marked by believes(...), and nothing of the true
// model pays for it.
//
//   calling-runs-it      a coroutine's body runs when it is called, up to its first wait
//                        (where no loop runs yet, it finds the one that asyncio.run will use)
//   await-always-yields  every await of a coroutine, task or future gives the loop a turn first
//   create-task-runs-now create_task runs the task up to its first wait
//   await-is-concurrent  the sleeps of one task overlap: each counts from the beginning of the task
//   gather-cancels-siblings, gather-returns-in-finishing-order
//   cancel-is-immediate  cancel() throws CancelledError into the task before it returns
//   sleep-blocks-everyone  asyncio.sleep is time.sleep
//   tasks-run-in-parallel  while one task computes (time.sleep), the loop runs the others. All have one
//                        native stack: one that computes while another does holds that up until it is done
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace aio {

enum class Model : std::uint8_t {
    truth,
    calling_runs_it,
    await_always_yields,
    create_task_runs_now,
    await_is_concurrent,
    gather_cancels_siblings,
    gather_returns_in_finishing_order,
    cancel_is_immediate,
    sleep_blocks_everyone,
    tasks_run_in_parallel,
};

// The wrong ones that are believed together; none: the truth.
class Models {
  public:
    constexpr Models() = default;
    constexpr Models(Model model) : bits_(bit(model)) {}

    constexpr bool holds(Model model) const { return (bits_ & bit(model)) != 0; }
    constexpr bool none() const { return bits_ == 0; }
    constexpr Models operator|(Models other) const {
        other.bits_ |= bits_;
        return other;
    }
    constexpr bool operator==(Models const&) const = default;

  private:
    static constexpr std::uint16_t bit(Model model) {
        return model == Model::truth ? 0 : static_cast<std::uint16_t>(1U << static_cast<unsigned>(model));
    }

    std::uint16_t bits_ = 0;
};

struct WrongModel {
    Model model;
    std::string_view name;   // "calling-runs-it"
    std::string_view belief; // what a person who holds it would say
};

std::span<WrongModel const> wrong_models();
std::string name_of(Models models); // "calling-runs-it+cancel-is-immediate"; "": the truth
std::optional<Models> models_named(std::string_view name); // of what name_of gives
WrongModel const* wrong_model(std::string_view name);      // null if there is none of that name

} // namespace aio
