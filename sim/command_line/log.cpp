#include "command_line/log.h"

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <unistd.h>

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/printable.h"

namespace navette {
namespace {

// The message as a JSON string.
class JsonText final : public spdlog::custom_flag_formatter {
 public:
  void format(const spdlog::details::log_msg& message, const std::tm& /*time*/, spdlog::memory_buf_t& out) override {
    const nlohmann::json text{std::string{message.payload.data(), message.payload.size()}};
    const std::string json = text[0].dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    out.append(json.data(), json.data() + json.size());
  }
  [[nodiscard]] std::unique_ptr<custom_flag_formatter> clone() const override { return std::make_unique<JsonText>(); }
};

std::unique_ptr<spdlog::logger> make_logger(const std::string& pattern) {
  const char* no_color = std::getenv("NO_COLOR");  // NOLINT(concurrency-mt-unsafe): before there are threads
  const bool plain = no_color != nullptr && *no_color != '\0';
  auto sink = std::make_shared<spdlog::sinks::stderr_color_sink_st>(plain ? spdlog::color_mode::never
                                                                          : spdlog::color_mode::automatic);
  auto formatter = std::make_unique<spdlog::pattern_formatter>();
  formatter->add_flag<JsonText>('*').set_pattern(pattern);
  auto logger = std::make_unique<spdlog::logger>("navette", std::move(sink));
  logger->set_formatter(std::move(formatter));
  return logger;
}

constexpr const char* kJson = R"({"time":"%Y-%m-%dT%H:%M:%S.%e%z","level":"%l","message":%*})";

}  // namespace

struct Log::Loggers {
  std::unique_ptr<spdlog::logger> words;   // information
  std::unique_ptr<spdlog::logger> alerts;  // warnings and errors, which say that they are
};

Log::Log(bool quiet, bool as_json) : loggers_{std::make_unique<Loggers>()}, quiet_{quiet}, as_json_{as_json} {
  loggers_->words = make_logger(as_json ? kJson : "%v");
  loggers_->alerts = make_logger(as_json ? kJson : "%^%l:%$ %v");
}

Log::~Log() = default;

void Log::info(const std::string& message) {
  if (!quiet_) loggers_->words->info(safe(message));
}
void Log::warning(const std::string& message) { loggers_->alerts->warn(safe(message)); }
void Log::error(const std::string& message) { loggers_->alerts->error(safe(message)); }

// Names of files and in them are others' texts: none can be taken for another message. JSON escapes by itself.
std::string Log::safe(const std::string& message) const { return as_json_ ? message : printable_line(message); }

bool Log::shows_progress() const { return !quiet_ && !as_json_ && ::isatty(STDERR_FILENO) == 1; }

}  // namespace navette
