@echo off
rem Starts Signalbox with a Java 25 or later; its exit code is this one's.
rem   SIGNALBOX_JAVA   the home folder of the Java to use
rem   SIGNALBOX_OPTS   more options for the Java machine
rem Exit code 69 when no such Java is found.
setlocal EnableExtensions

for %%I in ("%~dp0..") do set "HOME_DIR=%%~fI"
set "JARS=%HOME_DIR%\lib"
if exist "%HOME_DIR%\app" set "JARS=%HOME_DIR%\app"

set "JAVA_EXE="
set FX=--module-path "%JARS%\javafx" --add-modules javafx.controls
call :accept "%HOME_DIR%\runtime"
if defined JAVA_EXE set FX=-XX:+DisableAttachMechanism
if not defined JAVA_EXE if defined SIGNALBOX_JAVA (
  call :accept "%SIGNALBOX_JAVA%"
  goto found
)
if not defined JAVA_EXE if defined JAVA_HOME call :accept "%JAVA_HOME%"
if not defined JAVA_EXE for %%J in (java.exe) do if not "%%~$PATH:J"=="" call :accept "%%~dp$PATH:J.."
if not defined JAVA_EXE if exist "%HOME_DIR%\built-with.txt" (
  for /f "tokens=1,* delims==" %%A in ('findstr /c:"java.home =" "%HOME_DIR%\built-with.txt"') do (
    for /f "tokens=* delims= " %%P in ("%%B") do call :accept "%%P"
  )
)
if not defined JAVA_EXE for %%R in ("%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Java" "%ProgramFiles%\Microsoft") do (
  for /d %%D in ("%%~R\*") do call :accept "%%~D"
)

:found
if not defined JAVA_EXE (
  echo Signalbox needs Java 25 or later and found none. Install a JDK 25, or set SIGNALBOX_JAVA to one.>&2
  exit /b 69
)

set "HEAP=512m"
set "COMPILE=3"
for %%A in (%*) do if "%%~A"=="--headless" set "HEAP=256m"& set "COMPILE=1"
set "AOT="
if exist "%JARS%\signalbox.aot" set AOT="-XX:AOTCache=%JARS%\signalbox.aot" -Xlog:aot=off

"%JAVA_EXE%" -XX:+UseSerialGC -XX:+UseCompactObjectHeaders -Xmx%HEAP% -XX:MetaspaceSize=64m -XX:-UsePerfData -XX:CompileThresholdScaling=%COMPILE% --enable-native-access=javafx.graphics,ALL-UNNAMED %SIGNALBOX_OPTS% %FX% %AOT% "-Dsignalbox.launcher=%HOME_DIR%\bin\signalbox.bat" -cp "%JARS%\*" signalbox.app.Main %*
exit /b %ERRORLEVEL%

rem Sets JAVA_EXE when the home folder %1 holds Java 25 or later; its release file says so.
:accept
if defined JAVA_EXE exit /b 0
if not exist "%~1\bin\java.exe" exit /b 0
if not exist "%~1\release" exit /b 0
for /f tokens^=2^ delims^=^". %%V in ('findstr /b "JAVA_VERSION=" "%~1\release"') do set "MAJOR=%%V"
if %MAJOR% GEQ 25 set "JAVA_EXE=%~1\bin\java.exe"
exit /b 0
