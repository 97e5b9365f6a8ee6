// What a running program has in its module, and the statements that never suspend.
#pragma once
#include "tools/fuzz/awaitable.hpp"
#include "tools/fuzz/program.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace fuzz {

class Machine {
  public:
    explicit Machine(Program const& program);

    // The module's body, to asyncio.run and its end.
    void run();

    aio::Coro<Object> call(int function, int n);
    // `n` is that of the coroutine function, or 0.
    void execute(Statement const& statement, int n, aio::TaskGroup* const* groups);
    // Empty if a slot or future it needs is not there. `groups` are those around, innermost first.
    Awaitable make(Expression const& expression, int n, aio::TaskGroup* const* groups);
    bool has_all(Expression const& expression) const;
    std::vector<AnyFuture> futures_of(Expression const& expression) const;
    bool holds(Statement const& statement, int n) const;

    Program const& program() const { return program_; }
    template <typename T>
    T const& tool(int index) const {
        return std::get<T>(tools_[static_cast<std::size_t>(index)]);
    }
    bool is_semaphore(int index) const {
        return std::holds_alternative<aio::Semaphore>(tools_[static_cast<std::size_t>(index)]);
    }
    bool is_condition(int index) const {
        return std::holds_alternative<aio::Condition>(tools_[static_cast<std::size_t>(index)]);
    }
    aio::LockAcquire acquire_lock(int index) const;
    aio::ScopedLock scoped_lock(int index) const;

  private:
    using AnyTool =
        std::variant<aio::Lock, aio::Event, aio::Condition, aio::Semaphore, aio::Queue<int>, aio::Barrier>;

    static AnyTool make_tool(MadeTool const& made);
    void call_back(int callback); // its body
    std::function<void()> callback(int index);
    void use(Statement const& statement, int n);
    std::optional<AnyFuture>& slot(int index) { return slots_[static_cast<std::size_t>(index)]; }
    std::optional<aio::Future<Object>>& future(int index) {
        return futures_[static_cast<std::size_t>(index)];
    }

    Program const& program_;
    std::vector<std::string> names_; // of the functions
    std::vector<std::optional<AnyFuture>> slots_;
    std::vector<std::optional<aio::Future<Object>>> futures_;
    std::vector<aio::Ref<aio::FunctionHandle<aio::TimerHandle>>> handles_;
    std::vector<AnyTool> tools_;
};

int value_of(Number const& number, int n);
std::exception_ptr make_error(Error error, std::string const& text);
bool catches(Error handler, std::exception_ptr const& error);

} // namespace fuzz
