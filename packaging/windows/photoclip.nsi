; The installer for Windows. building/windows.py runs makensis with:
;   VERSION       as in photoclip/__init__.py        VERSION_QUAD  the same as four numbers
;   PAYLOAD       the frozen folder, with photoclip.exe and photoclip-gui.exe
;   OUTPUT        the installer to write             SIZE_KB       what the payload takes
;   ICON LICENCE NOTICES                             files
;   TYPES         a list made from photoclip.media.formats: !insertmacro EachType MACRO
;
; For one person, without an administrator: %LOCALAPPDATA%\Programs\PhotoClip, or another folder (/D=…, last).
; Silent: /S. Exit codes: 0 done, 1 cancelled, 2 failed, 3 PhotoClip runs, 4 a newer PhotoClip is installed
; (/OLDER puts the older one in its place).

Target amd64-unicode
SetCompressor /SOLID lzma
SetDateSave off ; the same files give the same installer, whenever they were written
ManifestDPIAware true
ManifestSupportedOS all
RequestExecutionLevel user

!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include WordFunc.nsh
!include x64.nsh
!include "${TYPES}"

!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\PhotoClip"
!define OPEN_WITH "Software\Classes\Applications\photoclip-gui.exe"
!define APP_PATHS "Software\Microsoft\Windows\CurrentVersion\App Paths"

Name "PhotoClip"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\PhotoClip"
InstallDirRegKey HKCU "${UNINSTALL_KEY}" "InstallLocation"
BrandingText "PhotoClip ${VERSION}"

VIProductVersion "${VERSION_QUAD}"
VIAddVersionKey /LANG=0 "ProductName" "PhotoClip"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileDescription" "PhotoClip installer"
VIAddVersionKey /LANG=0 "LegalCopyright" "GPL-3.0-or-later"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\photoclip-gui.exe"
!define MUI_FINISHPAGE_NOAUTOCLOSE

!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"

LangString ONLY_64_BIT ${LANG_ENGLISH} "PhotoClip needs a 64-bit Windows."
LangString ONLY_64_BIT ${LANG_GERMAN} "PhotoClip braucht ein 64-Bit-Windows."
LangString IT_RUNS ${LANG_ENGLISH} "PhotoClip is running. Close its windows, and the terminals in which it works, and try again."
LangString IT_RUNS ${LANG_GERMAN} "PhotoClip läuft. Schließe seine Fenster und die Terminals, in denen es arbeitet, und versuche es noch einmal."
LangString NEWER_IS_HERE ${LANG_ENGLISH} "PhotoClip $R1 is installed, which is newer than ${VERSION}. An older PhotoClip can't open libraries of a newer one. Install ${VERSION} all the same?"
LangString NEWER_IS_HERE ${LANG_GERMAN} "PhotoClip $R1 ist installiert und neuer als ${VERSION}. Ein älteres PhotoClip kann Bibliotheken eines neueren nicht öffnen. ${VERSION} trotzdem installieren?"
LangString NO_ROOM ${LANG_ENGLISH} "Not everything could be written to $INSTDIR. Make room there, or choose another folder. What was installed before is unchanged."
LangString NO_ROOM ${LANG_GERMAN} "Nicht alles ließ sich nach $INSTDIR schreiben. Mache dort Platz oder wähle einen anderen Ordner. Was vorher installiert war, ist unverändert."
LangString LEFT_ALONE ${LANG_ENGLISH} "PhotoClip is removed. Your photos are where they were, and so are PhotoClip's libraries and models, in $LOCALAPPDATA\photoclip. Delete that folder if you don't need your labels, stars and albums any more."
LangString LEFT_ALONE ${LANG_GERMAN} "PhotoClip ist entfernt. Deine Fotos liegen, wo sie lagen, und ebenso PhotoClips Bibliotheken und Modelle, in $LOCALAPPDATA\photoclip. Lösche diesen Ordner, wenn du deine Labels, Sterne und Alben nicht mehr brauchst."

; Windows doesn't let anyone open a running program for writing.
!macro LeaveIfRunning FUNCTION_PREFIX
Function ${FUNCTION_PREFIX}LeaveIfRunning
  again:
  StrCpy $R9 0
  ${If} ${FileExists} "$INSTDIR\photoclip-gui.exe"
    ClearErrors
    FileOpen $R8 "$INSTDIR\photoclip-gui.exe" a
    ${If} ${Errors}
      StrCpy $R9 1
    ${Else}
      FileClose $R8
    ${EndIf}
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\photoclip.exe"
    ClearErrors
    FileOpen $R8 "$INSTDIR\photoclip.exe" a
    ${If} ${Errors}
      StrCpy $R9 1
    ${Else}
      FileClose $R8
    ${EndIf}
  ${EndIf}
  ${If} $R9 == 1
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(IT_RUNS)" /SD IDCANCEL IDRETRY again
    SetErrorLevel 3
    Quit
  ${EndIf}
FunctionEnd
!macroend
!insertmacro LeaveIfRunning ""
!insertmacro LeaveIfRunning "un."

Function .onInit
  ${IfNot} ${RunningX64}
    MessageBox MB_OK|MB_ICONSTOP "$(ONLY_64_BIT)" /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
  ReadRegStr $R1 HKCU "${UNINSTALL_KEY}" "DisplayVersion"
  ${If} $R1 != ""
    ${VersionCompare} "$R1" "${VERSION}" $R2
    ${If} $R2 == 1
      ${GetParameters} $R3
      ClearErrors
      ${GetOptions} $R3 "/OLDER" $R4
      ${If} ${Errors}
        MessageBox MB_YESNO|MB_ICONQUESTION "$(NEWER_IS_HERE)" /SD IDNO IDYES go_on
        SetErrorLevel 4
        Quit
        go_on:
      ${EndIf}
    ${EndIf}
  ${EndIf}
FunctionEnd

!macro SupportType ENDING
  WriteRegStr HKCU "${OPEN_WITH}\SupportedTypes" ".${ENDING}" ""
!macroend

Section "PhotoClip"
  Call LeaveIfRunning

  ; Everything new beside the old first: whatever goes wrong until then, the old PhotoClip still works.
  RMDir /r "$INSTDIR\.incoming"
  ClearErrors
  SetOutPath "$INSTDIR\.incoming"
  File /r "${PAYLOAD}\*"
  File "/oname=third-party-notices.txt" "${NOTICES}"
  File "/oname=LICENSE.txt" "${LICENCE}"
  ${If} ${Errors}
    SetOutPath "$TEMP"
    RMDir /r "$INSTDIR\.incoming"
    MessageBox MB_OK|MB_ICONSTOP "$(NO_ROOM)" /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
  SetOutPath "$INSTDIR"

  ; Nothing of the older version may stay: a leftover module would be imported.
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\photoclip.exe"
  Delete "$INSTDIR\photoclip-gui.exe"
  Delete "$INSTDIR\third-party-notices.txt"
  Delete "$INSTDIR\LICENSE.txt"
  ClearErrors
  Rename "$INSTDIR\.incoming\_internal" "$INSTDIR\_internal"
  Rename "$INSTDIR\.incoming\photoclip.exe" "$INSTDIR\photoclip.exe"
  Rename "$INSTDIR\.incoming\photoclip-gui.exe" "$INSTDIR\photoclip-gui.exe"
  Rename "$INSTDIR\.incoming\third-party-notices.txt" "$INSTDIR\third-party-notices.txt"
  Rename "$INSTDIR\.incoming\LICENSE.txt" "$INSTDIR\LICENSE.txt"
  ${If} ${Errors}
    SetErrorLevel 2
    Abort
  ${EndIf}
  RMDir /r "$INSTDIR\.incoming"

  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\PhotoClip.lnk" "$INSTDIR\photoclip-gui.exe"

  WriteRegStr HKCU "${APP_PATHS}\photoclip.exe" "" "$INSTDIR\photoclip.exe"
  WriteRegStr HKCU "${APP_PATHS}\photoclip-gui.exe" "" "$INSTDIR\photoclip-gui.exe"

  ; "Open with" only: what opens photos today goes on doing so.
  DeleteRegKey HKCU "${OPEN_WITH}"
  WriteRegStr HKCU "${OPEN_WITH}" "FriendlyAppName" "PhotoClip"
  WriteRegStr HKCU "${OPEN_WITH}\DefaultIcon" "" "$INSTDIR\photoclip-gui.exe,0"
  WriteRegStr HKCU "${OPEN_WITH}\shell\open\command" "" '"$INSTDIR\photoclip-gui.exe" "%1"'
  !insertmacro EachType SupportType

  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "PhotoClip"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\photoclip-gui.exe,0"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
  ${RefreshShellIcons}
SectionEnd

Section "Uninstall"
  Call un.LeaveIfRunning

  ; By name: whatever else somebody put into the folder stays, and so does the folder then.
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\.incoming"
  Delete "$INSTDIR\photoclip.exe"
  Delete "$INSTDIR\photoclip-gui.exe"
  Delete "$INSTDIR\third-party-notices.txt"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\PhotoClip.lnk"
  DeleteRegKey HKCU "${APP_PATHS}\photoclip.exe"
  DeleteRegKey HKCU "${APP_PATHS}\photoclip-gui.exe"
  DeleteRegKey HKCU "${OPEN_WITH}"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  ${RefreshShellIcons}

  DetailPrint "$(LEFT_ALONE)"
  MessageBox MB_OK|MB_ICONINFORMATION "$(LEFT_ALONE)" /SD IDOK
SectionEnd
