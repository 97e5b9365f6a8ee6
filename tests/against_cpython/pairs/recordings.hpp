// What CPython did with the programs of the pairs, kept from one run of the tests to the next.
#pragma once
#include "judge/find.hpp"
#include "trace/log.hpp"

#include <memory>
#include <string>

// A Python that judges pairs; it is started only if something is not recorded yet.
class Judge {
  public:
    Judge(std::string python, aio::PythonVersion version, std::unique_ptr<judge::Warm> warm);

    std::string const& python() const { return python_; }
    aio::PythonVersion const& version() const { return version_; }
    trace::Log record(std::string const& program);

  private:
    std::string record_now(std::string const& program);

    std::string python_;
    aio::PythonVersion version_;
    std::unique_ptr<judge::Warm> warm_;
};

// The Python of these versions that is there; null if none is. The same one for the whole process.
Judge* judge_of(judge::Versions const& versions);

// Is this the run that only records?
bool only_records();
